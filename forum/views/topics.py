"""Pages of topics: the list, one topic with its thread, asking."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import whole_number
from accounts.roles import is_member, may_write_articles
from forum import access, posting, reading
from forum.forms import AskForm, ReplyForm
from forum.models import Tag, Topic
from forum.search import find, similar
from forum.views import drafts
from forum.views.compose import form_context, not_yet
from moderation.masked_queries import masked_address
from moderation.text.masks import MASK

QUERY_MAX = 200


def page_key(request: HttpRequest) -> int | None:
    """Return the whole number in the query's `after`; None for anything else."""
    return whole_number(request.GET.get("after"))


@require_safe
def topic_list(request: HttpRequest) -> HttpResponse:
    """The front page: topics with the newest words first."""
    page = reading.topic_list(kind=request.GET.get("kind", ""), after=page_key(request))
    return render(request, "forum/topic_list.html", {"page": page})


@require_safe
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    """The topics with one tag."""
    page = reading.topic_list(
        kind=request.GET.get("kind", ""),
        tag=get_object_or_404(Tag, slug=slug),
        after=page_key(request),
    )
    return render(request, "forum/topic_list.html", {"page": page})


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The topics that hold the words of `q`, best first.

    A private detail in `q` stays in no page and in no browser's history: it is masked at once.
    """
    if masked := masked_address(request, "q"):
        return redirect(masked)
    query = " ".join(request.GET.get("q", "").split())[:QUERY_MAX]
    topics = find(MASK.sub(" ", query)) if query else []
    return render(request, "forum/search.html", {"query": query, "topics": topics})


@require_POST  # the address of a GET stands in logs, and people type anything into a title
def similar_topics(request: HttpRequest) -> HttpResponse:
    """The topics like the `title` that is being typed: a fragment for the page for asking."""
    topics = similar(request.POST.get("title", "")[:QUERY_MAX])
    return render(request, "forum/_similar.html", {"similar": topics})


@require_safe
def topic(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    """One topic with a page of its thread; under another title it leads to the one of today.

    For now, not for good: a title may change back.
    """
    found, first = access.find_topic(request.user, pk)
    if slug != found.slug:
        query = request.GET.urlencode()
        return redirect(f"{found.get_absolute_url()}{'?' if query else ''}{query}")
    page = reading.thread_page(
        request.user,
        found,
        first,
        order=request.GET.get("order", ""),
        after=page_key(request),
    )
    form = ReplyForm() if is_member(request.user) and page.first.may_reply else None
    context = {"page": page, "topic": found, "form": form, "orders": reading.ORDER_NAMES}
    return render(request, "forum/topic.html", context)


@require_http_methods(["GET", "POST"])
def topic_ask(request: HttpRequest) -> HttpResponse:
    """Ask a question; staff may publish an article instead (`kind=article`)."""
    kind = _kind(request)
    if request.method == "GET":
        return _ask_page(request, AskForm(initial=drafts.draft_for(request)), kind)
    if not is_member(request.user):
        return drafts.keep_and_sign_in(request, fields=("title", "text", "tags"))
    form = AskForm(request.POST)
    if status := not_yet(request, form, request.user):
        return _ask_page(request, form, kind, status=status)
    data = form.cleaned_data
    post = posting.start_topic(
        data["title"],
        author=request.user,
        kind=kind,
        text=drafts.remembered(request, data["text"]),
        tags=data["tags"],
        submission=data["submission"],
    )
    drafts.forget(request)
    if post.is_withheld:
        messages.info(request, "Your question is kept. A health professional looks at it first.")
    else:
        messages.success(request, "Your question is on the page. We e-mail you when people answer.")
    return redirect(post.topic)


def _kind(request: HttpRequest) -> Topic.Kind:
    """Return what is being written: an article only where staff ask for one."""
    asked = request.POST.get("kind") or request.GET.get("kind")
    article = asked == Topic.Kind.ARTICLE and may_write_articles(request.user)
    return Topic.Kind.ARTICLE if article else Topic.Kind.QUESTION


def _ask_page(
    request: HttpRequest, form: AskForm, kind: Topic.Kind, *, status: int = 200
) -> HttpResponse:
    """Render the page for asking, with a preview where the form holds a good text."""
    title = str(form.data.get("title", "")) if form.is_bound else ""
    context = {**form_context(form), "kind": kind, "similar": similar(title[:QUERY_MAX])}
    return render(request, "forum/topic_ask.html", context, status=status)
