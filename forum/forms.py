"""The forms of the forum: the only entrance for people's text, which leaves them cleaned."""

from typing import Any
from uuid import UUID, uuid4, uuid5

from django import forms

from forum.disputing import Leave
from moderation.hidden import count_kinds, detail, in_words
from moderation.states import ReportReason
from moderation.text.clean import CleanText, HoldsPersonalDetail, clean, clean_line
from moderation.text.policy import Policy
from moderation.triage.emergency import seems_urgent

TEXT_MAX = 10_000
TITLE_MIN, TITLE_MAX = 10, 150
TAGS_MAX = 5

FORMATTING = "A blank line starts a new paragraph. You may use **bold** and lists."


class WritingForm(forms.Form):
    """What every form for a longer text has: the text itself and protection from sending twice.

    `cleaned_data["text"]` is a CleanText. `policy` says what is hidden; None for the site's usual.
    """

    policy: Policy | None = None

    text = forms.CharField(
        max_length=TEXT_MAX,
        help_text=FORMATTING,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={
            "required": "Write something first.",
            "max_length": f"Shorten your text to {TEXT_MAX:,} characters.",
        },
    )
    submission = forms.UUIDField(widget=forms.HiddenInput, required=False)
    # Set by the emergency card: the writer has seen whom to ring and wants to post all the same.
    emergency_seen = forms.BooleanField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("submission", uuid4())

    def clean_text(self) -> CleanText:
        """Return the text with private details hidden, and its HTML."""
        text = clean(self.cleaned_data["text"], self.policy)
        if not text.has_words and not text.hidden:
            raise forms.ValidationError("Write something first.")
        return text

    @property
    def emergency_first(self) -> bool:
        """Whether to show whom to ring before this (valid) text is posted."""
        title = str(self.cleaned_data.get("title", ""))
        text: CleanText = self.cleaned_data["text"]
        seen: bool = self.cleaned_data["emergency_seen"]
        return not seen and seems_urgent(f"{title}\n{text.source}")

    def clean_submission(self) -> UUID:
        """Return the form's own id; a form without one gets one."""
        return self.cleaned_data["submission"] or uuid4()

    def clean(self) -> dict[str, Any]:
        """Make the id one of the form and its words: Back, a change and Send is another post."""
        data = super().clean() or self.cleaned_data
        if "text" in data and "submission" in data:
            words = (data.get("title", ""), *data.get("tags", ()), data["text"].source)
            data["submission"] = uuid5(data["submission"], "\n".join(words))
        return data


class ReplyForm(WritingForm):
    """A reply to a post."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = "Your reply"


class EditForm(WritingForm):
    """A new text for a post of one's own; `version` is the one that was edited."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, leave: Leave, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.leave, self.policy = leave, leave.policy
        self.fields["text"].label = "Your text"

    def clean_text(self) -> CleanText:
        """Return the text; refuse one that writes again what no moderator agreed to."""
        text = super().clean_text()
        for kind, number in self.leave.overdrawn(text).items():
            most = len(self.leave.masks[kind])
            raise forms.ValidationError(
                f"Your text has {number} places that read like {detail(kind).one}. You may write "
                f"{most} of them again: what we hid by mistake. Take the others out."
            )
        return text


class TitledForm(WritingForm):
    """A text with the question in one sentence above it."""

    title = forms.CharField(
        label="Your question in one sentence",
        help_text="For example: Can I take calcium together with my thyroid tablet?",
        min_length=TITLE_MIN,
        max_length=TITLE_MAX,
        error_messages={
            "required": "Write your question in one sentence.",
            "min_length": f"Write a little more: at least {TITLE_MIN} characters.",
            "max_length": f"Shorten the question to {TITLE_MAX} characters. Put the rest below.",
        },
    )

    def clean_title(self) -> str:
        """Return the title on one line; refuse one with a private detail, or without words."""
        title = _line(self.cleaned_data["title"], "the question")
        if sum(letter.isalnum() for letter in title) < TITLE_MIN // 2:
            raise forms.ValidationError("Write your question in words.")
        return title


class EditQuestionForm(EditForm, TitledForm):
    """A new title and text for a question of one's own."""

    field_order = ["title", "text"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound and "title" not in self.data:
            del self.fields["title"]  # a draft of before: the title stays


class AskForm(TitledForm):
    """A new question (or, from staff, an article)."""

    tags = forms.CharField(
        label="Topics it belongs to (optional)",
        help_text="For example: vitamin D, osteoporosis. Put commas between them.",
        required=False,
        max_length=200,
        error_messages={"max_length": "Use fewer or shorter topics."},
    )
    field_order = ["title", "text", "tags"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = "Tell us more"
        self.fields[
            "text"
        ].help_text = f"What do you take or do already? What worries you? {FORMATTING}"
        self.fields["text"].error_messages["required"] = (
            "Write a sentence or two about your question."
        )

    def clean_tags(self) -> list[str]:
        """Return up to TAGS_MAX different tags in lower case."""
        raw = self.cleaned_data["tags"]
        # On the page tags stand side by side: two of them may tell what neither does alone.
        _line(raw, "the topics")
        _line(raw.replace(",", " "), "the topics")
        names = [_line(part, "the topics") for part in raw.split(",")]
        tags = list(dict.fromkeys(name.lower() for name in names if name))
        if len(tags) > TAGS_MAX:
            raise forms.ValidationError(f"Name at most {TAGS_MAX} topics.")
        for tag in tags:
            if len(tag) > 40 or not any(letter.isalnum() for letter in tag):
                raise forms.ValidationError(f"Change the topic “{tag}”: use one to three words.")
        return tags


class AppealForm(forms.Form):
    """What an author says against a verdict."""

    text = forms.CharField(
        label="What is wrong with the verdict?",
        help_text="Somebody who has not judged your words before reads this.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": "Write what is wrong with the verdict.",
            "max_length": "Shorten this to 2,000 characters.",
        },
    )

    def clean_text(self) -> CleanText:
        """Return the text with private details hidden."""
        text = clean(self.cleaned_data["text"])
        if not text.has_words:
            raise forms.ValidationError("Write what is wrong with the verdict.")
        return text


class ReportForm(forms.Form):
    """A reader's complaint about a post."""

    reason = forms.ChoiceField(
        label="What is wrong?",
        choices=ReportReason.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose what is wrong.",
            "invalid_choice": "Choose one of the reasons.",
        },
    )
    text = forms.CharField(
        label="Tell the moderators more (optional)",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": "Shorten this to 1,000 characters."},
    )

    def clean_text(self) -> CleanText:
        """Return the text with private details hidden."""
        return clean(self.cleaned_data["text"])

    def clean_reason(self) -> ReportReason:
        """Return the reason as the desk knows it."""
        return ReportReason(self.cleaned_data["reason"])


def _line(raw: str, where: str) -> str:
    """Return `raw` as a clean line; ValidationError where it holds a private detail."""
    try:
        return clean_line(raw)
    except HoldsPersonalDetail as error:
        found = in_words(count_kinds(each.kind for each in error.hidden))
        raise forms.ValidationError(
            f"We see {found} in {where}. Take it out: everybody can read it, and people answer "
            "you here. If we are wrong, write it in other words."
        ) from error
