"""One review: its page, its verdict, the note in its history."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from accounts.models import User
from accounts.requests import whole_number
from moderation import claims, decisions, flags, queue, reading, recorded
from moderation.access import Conflict, NotAllowed
from moderation.forms import DecisionForm, HandOverForm, NoteForm
from moderation.keys import keys_of
from moderation.models import ReadyNote, Review
from moderation.views.asking import asks_for_part, reviewer_of


@login_required
@require_GET
def review_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One review with everything needed to decide it; looking claims nothing."""
    person = reviewer_of(request)
    return review_response(request, person, get_object_or_404(Review, pk=pk))


@login_required
@require_POST
def review_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a verdict, then show what is next; or put a ready-made note (`ready`) into the form.

    Whatever is pressed here renews the claim.
    """
    person = reviewer_of(request)
    review = get_object_or_404(Review, pk=pk)
    claims.renew(review, by=person)
    if "ready" in request.POST:
        return _with_ready_note(request, person, review)
    form = DecisionForm(request.POST, review=review)
    if not form.is_valid():
        return review_response(request, person, review, form, status=422)
    try:
        decisions.decide(review, by=person, **form.cleaned_data)
    except (Conflict, NotAllowed) as refusal:
        # It may be the same verdict for the second time: its first answer was lost on the way.
        if not recorded.was_recorded(review, by=person, **form.cleaned_data):
            if isinstance(refusal, NotAllowed):
                raise
            return conflict_response(request, person, pk, refusal, form)
    if asks_for_part(request):
        return _recorded(request, person, pk)
    following = queue.next_for(person)
    if following is None:
        return redirect(f"{reverse('moderation:review-list')}?recorded={pk}")
    open_for(person, following)
    return redirect(f"{reverse('moderation:review-detail', args=[following.pk])}?recorded={pk}")


@login_required
@require_POST
def review_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a verdict or a first opinion back."""
    person = reviewer_of(request)
    review = get_object_or_404(Review, pk=pk)
    try:
        decisions.undo(review, by=person, version=whole_number(request.POST.get("version")) or 0)
    except Conflict as conflict:
        return conflict_response(request, person, pk, conflict)
    if asks_for_part(request):
        return review_response(request, person, review)
    messages.success(request, "Undone. The review waits again.")
    return redirect("moderation:review-detail", pk=pk)


@login_required
@require_POST
def review_note(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a note for colleagues to the history."""
    person = reviewer_of(request)
    review = get_object_or_404(Review, pk=pk)
    claims.renew(review, by=person)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return review_response(request, person, review, note_form=form, status=422)
    try:
        decisions.note(review, by=person, text=form.cleaned_data["text"])
    except Conflict as conflict:
        fresh = get_object_or_404(Review, pk=pk)
        return review_response(
            request, person, fresh, note_form=form, status=409, conflict=str(conflict)
        )
    messages.success(request, "Your note is in the history.")
    return redirect("moderation:review-detail", pk=pk)


@login_required
@require_POST
def review_flag(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Call a flag wrong (`wrong` is 1) or take that back, and show the review again.

    The button sends the form of the verdict along, so what was typed there is still on the page.
    """
    person = reviewer_of(request)
    review = get_object_or_404(Review, pk=pk)
    claims.renew(review, by=person)
    typed = DecisionForm(request.POST, review=review)
    change = flags.mark_flag if request.POST.get("wrong") == "1" else flags.unmark_flag
    try:
        change(review, number=number, by=person)
    except Conflict as conflict:
        return conflict_response(request, person, pk, conflict, typed)
    if request.POST.get("note") or request.POST.get("source_url"):
        return review_response(request, person, review, _with_typed(typed, review))
    return redirect(f"{reverse('moderation:review-detail', args=[pk])}#reason-{number}")


def open_for(person: User, review: Review) -> None:
    """Claim a review that somebody opens; where they can't have it they can still read it."""
    try:
        claims.claim(review, by=person)
    except (Conflict, NotAllowed):
        return


def conflict_response(
    request: HttpRequest,
    person: User,
    pk: int,
    conflict: Conflict,
    form: DecisionForm | None = None,
) -> HttpResponse:
    """Show the review as it stands now, with what the person had typed, as a 409."""
    review = get_object_or_404(Review, pk=pk)
    kept = _with_typed(form, review) if form else DecisionForm(review=review)
    return review_response(request, person, review, kept, status=409, conflict=str(conflict))


def review_response(
    request: HttpRequest,
    person: User,
    review: Review,
    form: DecisionForm | None = None,
    *,
    status: int = 200,
    **others: Any,
) -> HttpResponse:
    """Render one review: its page, or for the desk's script the part that is swapped.

    `others` are `conflict` and forms that hold what somebody had typed.
    """
    if asks_for_part(request):
        part = part_of(request, person, review, form, **others)
        return HttpResponse(part, status=status)
    context = _context(person, review, form) | others
    context["keys"] = keys_of(person)
    context["recorded"] = recorded.recorded_by(person, whole_number(request.GET.get("recorded")))
    return render(request, "moderation/review_detail.html", context, status=status)


def part_of(
    request: HttpRequest,
    person: User,
    review: Review,
    form: DecisionForm | None = None,
    **others: Any,
) -> str:
    """Return one review as the part of a page that the desk's script swaps."""
    context = _context(person, review, form) | others | {"part": True}
    return render_to_string("moderation/_review.html", context, request)


def _context(person: User, review: Review, form: DecisionForm | None) -> dict[str, Any]:
    """Return what the templates of a review print."""
    page = reading.review_page(person, review)
    return {
        "page": page,
        "form": form or DecisionForm(review=review),
        "note_form": NoteForm(),
        "hand_over_form": HandOverForm(colleagues=page.colleagues),
        "conflict": "",
    }


def _with_typed(form: DecisionForm, review: Review) -> DecisionForm:
    """Return a fresh form for the review as it stands, with what the person had typed."""
    kept = DecisionForm(review=review)
    typed = {name: form.data.get(name, "") for name in ("note", "source_url")}
    kept.initial = {**kept.initial, "verdict": form.data.get("verdict"), **typed}
    return kept


def _with_ready_note(request: HttpRequest, person: User, review: Review) -> HttpResponse:
    """Show the review with a ready-made note behind what was typed; nothing is sent."""
    ready = ReadyNote.objects.filter(pk=whole_number(request.POST["ready"]) or 0).first()
    typed, source = request.POST.get("note", ""), request.POST.get("source_url", "")
    form = DecisionForm(review=review)
    if ready is not None:
        typed = f"{typed.rstrip()}\n\n{ready.text}".lstrip() if ready.text not in typed else typed
        source = source or ready.source_url
    form.initial.update(note=typed, source_url=source)
    return review_response(request, person, review, form)


def _recorded(request: HttpRequest, person: User, pk: int) -> JsonResponse:
    """Answer the desk's script: what was recorded, and how many reviews wait."""
    said = recorded.recorded_by(person, pk)
    assert said is not None  # noqa: S101  (the verdict was recorded a line before)
    line = render_to_string("moderation/_recorded.html", {"recorded": said}, request)
    return JsonResponse({"said": said.sentence, "left": said.left, "line": line})
