"""Pages of one post: its context, replying, changing, withdrawing, reporting, thanking."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from accounts.requests import place_before
from accounts.roles import is_member
from forum import access, disputing, doubting, posting, reading
from forum.explaining import WHO
from forum.forms import AppealForm, EditForm, EditQuestionForm, ReplyForm, ReportForm, WritingForm
from forum.hiding import hidden_from_json, hidden_lines, places_in_doubt
from forum.models import Post, Topic
from forum.pace import reports_too_fast
from forum.versions import earlier_versions
from forum.views import drafts
from forum.views.compose import TOO_FAST, change_not_yet, form_context, not_yet
from moderation.access import Conflict
from moderation.hidden import detail
from moderation.states import About
from moderation.waits import promise


@require_safe
def post(request: HttpRequest, pk: int) -> HttpResponse:
    """One post in its context; the first post of a topic is shown on the topic's page."""
    found = access.find_post(request.user, pk)
    if not found.depth:
        return redirect(found.topic)
    topic, first = access.find_topic(request.user, found.topic_id)
    after = request.GET.get("after", "")
    is_path = after.isascii() and after.isdigit()
    page = reading.context_page(
        request.user, topic, first, found, after=after[:200] if is_path else ""
    )
    return render(request, "forum/post.html", {"page": page, "topic": topic})


@require_http_methods(["GET", "POST"])
def post_reply(request: HttpRequest, pk: int) -> HttpResponse:
    """Reply to a post."""
    parent = access.find_post(request.user, pk)
    if request.method == "GET":
        form = ReplyForm(initial=drafts.draft_for(request))
        return _form_page(request, "forum/post_reply.html", parent, form)
    if not is_member(request.user):
        return drafts.keep_and_sign_in(request, fields=("text",))
    access.check_can_reply(request.user, parent)
    form = ReplyForm(request.POST)
    if status := not_yet(request, form, request.user):
        return _form_page(request, "forum/post_reply.html", parent, form, status=status)
    data = form.cleaned_data
    written = posting.reply(
        parent,
        author=request.user,
        text=drafts.remembered(request, data["text"]),
        submission=data["submission"],
    )
    drafts.forget(request)
    _say_what_happens_next(request, written)
    return redirect(written)


@require_http_methods(["GET", "POST"])
def post_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a post of one's own."""
    if not is_member(request.user):
        return drafts.sign_in_first(request, fields=("title", "text", "version"))
    found = access.find_post(request.user, pk)
    access.check_can_edit(request.user, found)
    leave = disputing.leave_for(found)
    edit_form = EditQuestionForm if _is_question(found) else EditForm
    if request.method == "GET":
        stored = {"text": found.source, "title": found.topic.title, "version": found.version}
        form = edit_form(leave=leave, initial=stored | drafts.draft_for(request))
        return _form_page(request, "forum/post_edit.html", found, form)
    form = edit_form(request.POST, leave=leave)
    if status := change_not_yet(request, form, request.user):
        return _form_page(request, "forum/post_edit.html", found, form, status=status)
    data = form.cleaned_data
    try:
        text = drafts.remembered(request, data["text"])
        title = data.get("title", "")
        changed = posting.edit(found, text=text, version=data["version"], title=title)
    except Conflict as conflict:
        found = access.find_post(request.user, pk)
        form = edit_form({**request.POST.dict(), "version": found.version}, leave=leave)
        form.add_error(None, f"{conflict} Your words are below: press Save to put them in.")
        return _form_page(request, "forum/post_edit.html", found, form, status=409)
    drafts.forget(request)
    _say_what_happens_next(request, changed)
    return redirect(changed)


@login_required
@require_safe
def post_history(request: HttpRequest, pk: int) -> HttpResponse:
    """The versions of a post that changes replaced, for its author and the people of the desk."""
    found = access.find_post(request.user, pk)
    access.check_can_read_history(request.user, found)
    context = {"post": found, "versions": earlier_versions(found)}
    return render(request, "forum/post_history.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def post_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a post of one's own back, after asking once."""
    found = access.find_post(request.user, pk)
    access.check_can_withdraw(_member(request), found)
    if request.method == "GET":
        return render(request, "forum/post_withdraw.html", {"post": found})
    posting.withdraw(found)
    messages.success(request, "Your words are gone from the page.")
    return redirect(found.topic if found.depth else "forum:topics")


@require_http_methods(["GET", "POST"])
def post_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell the moderators that something is wrong with a post."""
    if not is_member(request.user):
        return drafts.sign_in_first(request, fields=("reason", "text"))
    found = access.find_post(request.user, pk)
    access.check_can_report(request.user, found)
    form = ReportForm(request.POST or None, initial=drafts.draft_for(request))
    if not form.is_valid():
        context = {"post": found, "form": form}
        status = 422 if form.is_bound else 200
        return render(request, "forum/post_report.html", context, status=status)
    if reports_too_fast(request.user):
        form.add_error(None, TOO_FAST)
        return render(request, "forum/post_report.html", {"post": found, "form": form}, status=429)
    doubting.report(found, by=request.user, **form.cleaned_data)
    drafts.forget(request)
    messages.success(request, "Thank you. The moderators will look at it.")
    return redirect(found)


@login_required
@require_http_methods(["GET", "POST"])
def post_dispute(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that what is hidden of one kind (`kind`) is nothing private, and see how that stands."""
    found = access.find_post(request.user, pk)
    kind = request.POST.get("kind") or request.GET.get("kind", "")
    member = _member(request)
    access.check_can_dispute(member, found, kind)
    if request.method == "POST":
        disputing.dispute(found, by=member, kind=kind)
        return redirect(f"{reverse('forum:post-dispute', args=[pk])}?{urlencode({'kind': kind})}")
    asked = found.disputes.filter(kind=kind).select_related("review")
    line = next(
        each for each in hidden_lines(hidden_from_json(found.hidden), asked) if each.kind == kind
    )
    context = {
        "post": found,
        "line": line,
        "places": places_in_doubt(found, kind),
        "wait": promise(0, hidden=True),
    }
    return render(request, "forum/post_dispute.html", context)


@require_http_methods(["GET", "POST"])
def post_appeal(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what is wrong with the verdict on a post of one's own; once for each version."""
    if not is_member(request.user):
        return drafts.sign_in_first(request, fields=("text",))
    found = access.find_post(request.user, pk)
    if request.method == "POST" and found.review is not None and found.review.appealed_at:
        messages.info(request, "We have your appeal. Somebody else reads it.")
        return redirect(found)  # the second press of a double click
    access.check_can_appeal(request.user, found)
    form = AppealForm(request.POST or None, initial=drafts.draft_for(request))
    if not form.is_valid():
        context = {"post": found, "form": form}
        status = 422 if form.is_bound else 200
        return render(request, "forum/post_appeal.html", context, status=status)
    doubting.appeal(found, by=request.user, text=form.cleaned_data["text"])
    drafts.forget(request)
    messages.success(request, "Somebody who has not judged your words before reads your appeal.")
    return redirect(found)


@require_POST
def post_helpful(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a post helped, or take that back (`helpful=0`)."""
    found = access.find_post(request.user, pk)
    if not is_member(request.user):
        return redirect_to_login(found.get_absolute_url())
    access.check_can_mark_helpful(request.user, found)
    posting.mark_helpful(found, by=request.user, helpful=request.POST.get("helpful") != "0")
    return redirect(place_before(request) or found)


@require_POST
def post_accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the answer that helped the asker most, or take that back (`accepted=0`)."""
    found = access.find_post(request.user, pk)
    if not is_member(request.user):
        return redirect_to_login(found.get_absolute_url())
    _, first = access.find_topic(request.user, found.topic_id)
    access.check_can_accept(request.user, found, first)
    posting.accept(found, accepted=request.POST.get("accepted") != "0")
    return redirect(place_before(request) or found.topic)


def _member(request: HttpRequest) -> User:
    """Return the signed-in person; login_required let nobody else through."""
    assert isinstance(request.user, User)  # noqa: S101
    return request.user


def _is_question(found: Post) -> bool:
    """Return whether the post is a question, whose title is its author's as well."""
    return not found.depth and found.topic.kind == Topic.Kind.QUESTION


def _form_page(
    request: HttpRequest, template: str, found: Post, form: WritingForm, *, status: int = 200
) -> HttpResponse:
    """Render a page with a text form, with a preview where the form holds a good text."""
    masks = form.leave.masks if isinstance(form, EditForm) else {}
    agreed = [(detail(kind), places) for kind, places in masks.items()]
    context = {**form_context(form), "post": found, "conflict": status == 409, "agreed": agreed}
    return render(request, template, context, status=status)


def _say_what_happens_next(request: HttpRequest, written: Post) -> None:
    """Tell the author whether the post is shown, and how long a check usually takes."""
    review = written.review
    if review is None or not (review.is_open or review.withholds):
        messages.success(request, "Your reply is on the page.")
        return
    if not review.is_open:
        messages.info(request, "Your words are as they were, and still off the page.")
        return
    who = WHO[About(review.about)]
    if review.withholds:
        text = f"Your words are kept. {who} reads them before others see them."
    else:
        text = f"Your words are on the page. {who} will check them."
    messages.info(request, f"{text} {promise(review.severity)}".strip())
