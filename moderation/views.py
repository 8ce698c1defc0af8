"""The pages of the desk."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_GET, require_POST

from accounts.models import User
from moderation import decisions, queue
from moderation.access import Conflict, check_can_review
from moderation.forms import DecisionForm
from moderation.models import Review


def _reviewer(request: HttpRequest) -> User:
    """Return the signed-in reviewer; NotAllowed for anybody else."""
    check_can_review(request.user)
    assert isinstance(request.user, User)  # noqa: S101  (check_can_review let a member through)
    return request.user


def _number(text: str | None) -> int | None:
    """Return a whole number from the query string; None for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 18 else None


@login_required
@require_GET
def review_list(request: HttpRequest) -> HttpResponse:
    """The queue: what waits, the most harmful first; `show` and `after` choose the page."""
    person = _reviewer(request)
    page = queue.page(
        person,
        shown=request.GET.get("show", "waiting"),
        after=_number(request.GET.get("after")),
    )
    return render(request, "moderation/review_list.html", {"page": page, "tabs": queue.SHOWN})


@login_required
@require_GET
def review_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One review with everything needed to decide it."""
    person = _reviewer(request)
    review = get_object_or_404(Review, pk=pk)
    return _page(request, person, review, DecisionForm(review=review))


@login_required
@require_POST
def review_claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a review, so that nobody else works on it meanwhile."""
    person = _reviewer(request)
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
    person = _reviewer(request)
    decisions.release(get_object_or_404(Review, pk=pk), by=person)
    return redirect("moderation:review-list")


@login_required
@require_POST
def review_next(request: HttpRequest) -> HttpResponse:
    """Claim the most urgent review that nobody has, and open it."""
    person = _reviewer(request)
    for _ in range(queue.PAGE_SIZE):
        review = queue.next_for(person)
        if review is None:
            break
        try:
            decisions.claim(review, by=person)
        except Conflict:
            continue
        return redirect("moderation:review-detail", pk=review.pk)
    messages.success(request, "Nothing is left to review. Thank you.")
    return redirect("moderation:review-list")


@login_required
@require_POST
def review_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a verdict, then show what is next."""
    person = _reviewer(request)
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
    person = _reviewer(request)
    review = get_object_or_404(Review, pk=pk)
    try:
        decisions.undo(review, by=person, version=_number(request.POST.get("version")) or 0)
    except Conflict as conflict:
        return _conflict(request, person, pk, conflict)
    messages.success(request, "Undone. The review waits again.")
    return redirect("moderation:review-detail", pk=pk)


def _conflict(
    request: HttpRequest,
    person: User,
    pk: int,
    conflict: Conflict,
    form: DecisionForm | None = None,
) -> HttpResponse:
    """Show the review as it stands now, with what the person had typed, as a 409."""
    review = get_object_or_404(Review, pk=pk)
    kept = DecisionForm(review=review)
    if form is not None:
        kept.initial = {
            **kept.initial,
            "verdict": form.data.get("verdict"),
            "note": form.data.get("note", ""),
            "source_url": form.data.get("source_url", ""),
        }
    return _page(request, person, review, kept, status=409, conflict=str(conflict))


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
