"""One review: its page, its claim, its verdict."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_GET, require_POST

from accounts.models import User
from moderation import decisions, flags, queue
from moderation.access import Conflict
from moderation.forms import DecisionForm
from moderation.models import Review
from moderation.views.asking import number, reviewer_of


@login_required
@require_GET
def review_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One review with everything needed to decide it."""
    person = reviewer_of(request)
    review = get_object_or_404(Review, pk=pk)
    return _page(request, person, review, DecisionForm(review=review))


@login_required
@require_POST
def review_claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a review, so that nobody else works on it meanwhile."""
    person = reviewer_of(request)
    review = get_object_or_404(Review, pk=pk)
    try:
        decisions.claim(review, by=person)
    except Conflict as conflict:
        return _conflict(request, person, pk, conflict)
    return redirect("moderation:review-detail", pk=pk)


@login_required
@require_POST
def review_release(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a claimed review back to the queue."""
    person = reviewer_of(request)
    decisions.release(get_object_or_404(Review, pk=pk), by=person)
    return redirect("moderation:review-list")


@login_required
@require_POST
def review_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a verdict, then show what is next."""
    person = reviewer_of(request)
    review = get_object_or_404(Review, pk=pk)
    form = DecisionForm(request.POST, review=review)
    if not form.is_valid():
        return _page(request, person, review, form, status=422)
    try:
        decisions.decide(review, by=person, **form.cleaned_data)
    except Conflict as conflict:
        return _conflict(request, person, pk, conflict, form)
    left = queue.waiting_for(person).count()
    messages.success(
        request,
        format_html(
            'Recorded: {}. {} left. <a href="{}">See it or undo it</a>',
            review.get_verdict_display().lower(),
            left,
            reverse("moderation:review-detail", args=[pk]),
        ),
    )
    following = queue.next_for(person)
    if following is None:
        return redirect("moderation:review-list")
    return redirect("moderation:review-detail", pk=following.pk)


@login_required
@require_POST
def review_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a verdict back."""
    person = reviewer_of(request)
    review = get_object_or_404(Review, pk=pk)
    try:
        decisions.undo(review, by=person, version=number(request.POST.get("version")) or 0)
    except Conflict as conflict:
        return _conflict(request, person, pk, conflict)
    messages.success(request, "Undone. The review waits again.")
    return redirect("moderation:review-detail", pk=pk)


@login_required
@require_POST
def review_flag(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Call a flag wrong (`wrong` is 1) or take that back, and show the review again.

    The button sends the form of the verdict along, so what was typed there is still on the page.
    """
    person = reviewer_of(request)
    review = get_object_or_404(Review, pk=pk)
    typed = DecisionForm(request.POST, review=review)
    change = flags.mark_flag if request.POST.get("wrong") == "1" else flags.unmark_flag
    try:
        change(review, number=number, by=person)
    except Conflict as conflict:
        return _conflict(request, person, pk, conflict, typed)
    if request.POST.get("note") or request.POST.get("source_url"):
        return _page(request, person, review, _with_typed(typed, review))
    return redirect(f"{reverse('moderation:review-detail', args=[pk])}#reason-{number}")


def _conflict(
    request: HttpRequest,
    person: User,
    pk: int,
    conflict: Conflict,
    form: DecisionForm | None = None,
) -> HttpResponse:
    """Show the review as it stands now, with what the person had typed, as a 409."""
    review = get_object_or_404(Review, pk=pk)
    kept = _with_typed(form, review) if form else DecisionForm(review=review)
    return _page(request, person, review, kept, status=409, conflict=str(conflict))


def _with_typed(form: DecisionForm, review: Review) -> DecisionForm:
    """Return a fresh form for the review as it stands, with what the person had typed."""
    kept = DecisionForm(review=review)
    typed = {name: form.data.get(name, "") for name in ("note", "source_url")}
    kept.initial = {**kept.initial, "verdict": form.data.get("verdict"), **typed}
    return kept


def _page(
    request: HttpRequest,
    person: User,
    review: Review,
    form: DecisionForm,
    *,
    status: int = 200,
    conflict: str = "",
) -> HttpResponse:
    """Render one review."""
    context = {"page": queue.review_page(person, review), "form": form, "conflict": conflict}
    return render(request, "moderation/review_detail.html", context, status=status)
