"""Topics, the posts in them, and what hangs on a post.

A post points at its newest review; whether readers see it follows from there, so that there is no
second copy of that fact to go stale.
"""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from modelsearch import index

from accounts.models import Profession
from moderation.models import Outgoing, Review
from moderation.validators import holds_no_personal_detail

PATH_STEP = 10  # digits of one id in a path
MAX_DEPTH = 10  # replies to a post this deep stay on its level


# What every reader may see: neither withdrawn nor withheld by a review; Post.is_shown is its twin.
SHOWN = Q(withdrawn_at__isnull=True) & (Q(review__isnull=True) | Q(review__withholds=False))


class Tag(models.Model):
    """A word that topics are found by."""

    name = models.CharField(max_length=40, unique=True, validators=[holds_no_personal_detail])
    slug = models.SlugField(max_length=50, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class TopicQuerySet(models.QuerySet["Topic"]):
    """Questions about topics."""

    def shown(self) -> "TopicQuerySet":
        """Return those whose first post every reader may see."""
        first = Post.objects.shown().filter(topic=OuterRef("pk"), depth=0)
        return self.filter(Exists(first))


class Topic(index.Indexed, models.Model):  # type: ignore[misc]
    """An article or a question, and the thread of posts under it."""

    class Kind(models.TextChoices):
        """What the first post is."""

        ARTICLE = "article", "Article"
        QUESTION = "question", "Question"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    title = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80)
    tags = models.ManyToManyField(Tag, related_name="topics", blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    last_post_at = models.DateTimeField(default=timezone.now)
    comment_count = models.PositiveIntegerField(default=0)
    accepted = models.ForeignKey(
        "Post", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    import_key = models.CharField(max_length=300, unique=True, null=True, blank=True)

    objects = TopicQuerySet.as_manager()

    search_auto_update = False  # forum.search does it, when the first post is there
    search_fields = [
        index.SearchField("title", boost=3),
        index.SearchField("words"),
    ]

    class Meta:
        indexes = [models.Index(fields=["-last_post_at", "-id"], name="topic_newest")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of the topic's page."""
        return reverse("forum:topic", args=[self.pk, self.slug])

    def words(self) -> str:
        """Return what the search finds the topic by beside its title: first post and tags."""
        first = self.posts.filter(depth=0).first()
        tags = " ".join(self.tags.values_list("name", flat=True))
        return f"{strip_tags(first.html) if first else ''} {tags}"


class PostQuerySet(models.QuerySet["Post"]):
    """Questions about posts."""

    def shown(self) -> "PostQuerySet":
        """Return those that every reader may see."""
        return self.filter(SHOWN)

    def below(self, post: "Post") -> "PostQuerySet":
        """Return what answers `post`, and what answers that.

        A range, which every database finds by the index of `path`; no id has only nines.
        """
        return self.filter(path__gt=post.path, path__lt=post.path + "9" * PATH_STEP)


class Post(models.Model):
    """Anything written in a topic; the first one is the article or the question itself."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="posts")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="replies")
    # Text order of `path` is tree order: the ids from the first post down to this one, each as
    # PATH_STEP digits. `branch` is the top-level comment it hangs under, itself for that one.
    path = models.CharField(max_length=PATH_STEP * (MAX_DEPTH + 1), unique=True)
    depth = models.PositiveSmallIntegerField()
    branch = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="+")

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="posts"
    )
    author_name = models.CharField(max_length=60)
    # The author's credential as it was when they wrote this version; empty for most people.
    profession = models.CharField(max_length=20, choices=Profession.choices, blank=True)
    country = models.CharField(max_length=2, blank=True)
    source = models.TextField()
    html = models.TextField()
    hidden = models.JSONField(default=list)  # as hiding.hidden_as_json makes it: spans in `source`
    markup = models.CharField(
        max_length=8, choices=[("markdown", "Markdown"), ("html", "HTML")], default="markdown"
    )
    renderer = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField(default=1)
    review = models.ForeignKey(Review, on_delete=models.PROTECT, null=True, related_name="+")

    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    helpful_count = models.PositiveIntegerField(default=0)
    # The form's own id: a form sent twice is one post.
    submission = models.UUIDField(null=True, unique=True)
    import_key = models.CharField(max_length=300, unique=True, null=True)  # noqa: DJ001  (unique, so empty must be NULL)

    objects = PostQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["topic", "depth", "id"], name="post_topic_level"),
            models.Index(fields=["branch", "path"], name="post_branch_order"),
            models.Index(fields=["author", "created_at"], name="post_author_newest"),
        ]
        constraints = [
            models.CheckConstraint(
                name="post_first_has_no_parent",
                condition=Q(depth=0, parent__isnull=True) | Q(depth__gte=1, parent__isnull=False),
            ),
            models.CheckConstraint(name="post_depth_capped", condition=Q(depth__lte=MAX_DEPTH)),
        ]

    def __str__(self) -> str:
        return f"Post {self.pk}"

    def get_absolute_url(self) -> str:
        """Return the address that shows the post in its context."""
        return reverse("forum:post", args=[self.pk])

    @property
    def credential_line(self) -> str:
        """Which credential the author had when they wrote it, in words; "" for none."""
        if not self.profession:
            return ""
        return f"Written by a {self.get_profession_display()} ({self.country}), credential checked"

    @property
    def is_withheld(self) -> bool:
        """Whether its review keeps it from readers."""
        return self.review is not None and self.review.withholds

    @property
    def is_shown(self) -> bool:
        """Whether every reader may see it; the same rule as SHOWN."""
        return self.withdrawn_at is None and not self.is_withheld


class PostRevision(models.Model):
    """A version of a post that an edit replaced."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField()
    source = models.TextField()
    html = models.TextField()
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(fields=["post", "version"], name="one_revision_a_version"),
        ]

    def __str__(self) -> str:
        return f"Version {self.version} of post {self.post_id}"


class Dispute(models.Model):
    """Its author's word that what is hidden of one kind in a post is nothing private.

    How it ended stands in its review, which is gone when it no longer fits the text. `left` says
    that a moderator agreed and the author wrote such a place again, which stays readable.
    """

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="disputes")
    kind = models.CharField("kind of detail", max_length=20)
    review = models.OneToOneField(Review, on_delete=models.PROTECT, null=True, related_name="+")
    left = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "kind"], name="one_dispute_a_kind"),
        ]

    def __str__(self) -> str:
        return f"Dispute of {self.kind} in post {self.post_id}"


class Helpful(models.Model):
    """One reader's word that a post helped."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="helpful_marks")
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="helpful_marks"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "reader"], name="helpful_once")]

    def __str__(self) -> str:
        return f"Post {self.post_id} helped user {self.reader_id}"


class Notice(Outgoing):
    """An e-mail to a member, about a post."""

    class Kind(models.TextChoices):
        """What the e-mail tells."""

        VERDICT = "verdict", "A verdict on your post"
        REPLY = "reply", "A reply to your post"
        DISPUTE = "dispute", "What a moderator says of a hidden place"
        REPORT = "report", "What became of your report"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="notices")
    review = models.ForeignKey(Review, on_delete=models.CASCADE, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["not_before"], condition=Q(sent_at=None), name="notice_due"),
        ]

    def __str__(self) -> str:
        return f"Notice {self.pk} ({self.kind})"
