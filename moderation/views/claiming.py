"""Who works on a review: open it, take it, keep it, give it back, hand it over, put it off."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from moderation import claims, queue, reading
from moderation.access import Conflict
from moderation.forms import DecisionForm, HandOverForm
from moderation.models import Review
from moderation.views.asking import asks_for_part, reviewer_of
from moderation.views.reviews import conflict_response, open_for, review_response


@login_required
@require_POST
def review_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a review from the list: claim it where nobody else has it, and show it."""
    person = reviewer_of(request)
    open_for(person, get_object_or_404(Review, pk=pk))
    return redirect("moderation:review-detail", pk=pk)


@login_required
@require_POST
def review_claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a review, so that nobody else works on it meanwhile."""
    person = reviewer_of(request)
    review = get_object_or_404(Review, pk=pk)
    try:
        claims.claim(review, by=person)
    except Conflict as conflict:
        typed = DecisionForm(request.POST, review=review)
        return conflict_response(request, person, pk, conflict, typed)
    if asks_for_part(request):
        request.session.modified = True  # whoever works here stays signed in
        page = reading.review_page(person, review)
        colleagues = HandOverForm(colleagues=page.colleagues)
        context = {"page": page, "hand_over_form": colleagues}
        bar = render_to_string("moderation/_review_bar.html", context, request)
        return JsonResponse({"version": review.version, "bar": bar})
    return redirect("moderation:review-detail", pk=pk)


@login_required
@require_POST
def review_renew(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a claim alive while its holder types: 204, or 409 where they have none any more."""
    person = reviewer_of(request)
    kept = claims.renew(get_object_or_404(Review, pk=pk), by=person)
    return HttpResponse(status=204 if kept else 409)


@login_required
@require_POST
def review_release(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a claimed review back to the queue."""
    person = reviewer_of(request)
    claims.release(get_object_or_404(Review, pk=pk), by=person)
    return redirect("moderation:review-list")


@login_required
@require_POST
def review_hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand a review to a colleague, with a note for them."""
    person = reviewer_of(request)
    review = get_object_or_404(Review, pk=pk)
    colleagues = reading.colleagues_for(person, review)
    form = HandOverForm(request.POST, colleagues=colleagues)
    if not form.is_valid():
        claims.renew(review, by=person)
        return review_response(request, person, review, hand_over_form=form, status=422)
    to, note = form.cleaned_data["to"], form.cleaned_data["handover_note"]
    try:
        claims.hand_over(review, by=person, to=to, note=note)
    except Conflict as conflict:
        fresh = get_object_or_404(Review, pk=pk)
        return review_response(
            request, person, fresh, hand_over_form=form, status=409, conflict=str(conflict)
        )
    messages.success(request, f"{to} has it now, with your note.")
    return redirect("moderation:review-list")


@login_required
@require_POST
def review_skip(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a review off, and show what is next."""
    person = reviewer_of(request)
    claims.skip(get_object_or_404(Review, pk=pk), by=person)
    if asks_for_part(request):
        return HttpResponse(status=204)
    following = queue.next_for(person)
    if following is None or following.pk == pk:
        messages.success(request, "Nothing else is left. The one that you put off stays here.")
        return redirect("moderation:review-list")
    open_for(person, following)
    return redirect("moderation:review-detail", pk=following.pk)
