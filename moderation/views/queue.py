"""The queue, and the ways to whatever is next."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from accounts.requests import whole_number
from moderation import claims, queue, recorded
from moderation.access import Conflict
from moderation.forms import FilterForm
from moderation.keys import keys_of
from moderation.masked_queries import masked_address
from moderation.views.asking import reviewer_of
from moderation.views.reviews import part_of

TRIES = 25
AHEAD = 3  # how many reviews the desk's script fetches before they are needed


@login_required
@require_GET
def review_list(request: HttpRequest) -> HttpResponse:
    """The queue: what waits, the most harmful first; `show`, `after` and filters choose."""
    person = reviewer_of(request)
    if masked := masked_address(request, "topic"):
        return redirect(masked)
    form = FilterForm(request.GET)
    page = queue.page(
        person,
        shown=request.GET.get("show", "waiting"),
        after=whole_number(request.GET.get("after")),
        filters=form.filters,
    )
    further = request.GET.copy()
    further["show"], further["after"] = page.shown, str(page.next_after)
    context = {
        "page": page,
        "tabs": queue.SHOWN,
        "form": form,
        "further": further.urlencode(),
        "keys": keys_of(person),
        "recorded": recorded.recorded_by(person, whole_number(request.GET.get("recorded"))),
    }
    return render(request, "moderation/review_list.html", context)


@login_required
@require_GET
def review_ahead(request: HttpRequest) -> JsonResponse:
    """For the desk's script: the next reviews as parts of a page, `want` of them at most.

    Those that it has already are left out: `but`.
    """
    person = reviewer_of(request)
    known = [pk for pk in map(whole_number, request.GET.getlist("but")) if pk is not None]
    want = min(whole_number(request.GET.get("want")) or AHEAD, AHEAD)
    reviews = queue.next_few(person, want, but=known[:20])
    return JsonResponse({"parts": [part_of(request, person, review) for review in reviews]})


@login_required
@require_POST
def review_next(request: HttpRequest) -> HttpResponse:
    """Claim the most urgent review that nobody has, and open it."""
    person = reviewer_of(request)
    for _ in range(TRIES):
        try:
            taken = claims.claim_next(by=person)
        except Conflict:
            continue
        if taken:
            return redirect("moderation:review-detail", pk=taken[0].pk)
        break
    messages.success(request, "Nothing is left to review. Thank you.")
    return redirect("moderation:review-list")


@login_required
@require_POST
def review_next_five(request: HttpRequest) -> HttpResponse:
    """Claim the next five of the person's own fields, and list what they have."""
    person = reviewer_of(request)
    only_mine = bool(queue.beat_of(person).mine)
    try:
        taken = claims.claim_next(by=person, count=claims.NEXT_FEW, only_my_fields=only_mine)
    except Conflict:
        taken = []
    if taken:
        count = len(taken)
        messages.success(
            request, f"You have taken {count} {'review' if count == 1 else 'reviews'}."
        )
    else:
        messages.success(request, "Nothing is left in your fields. Thank you.")
    return redirect(f"{reverse('moderation:review-list')}?show=mine")
