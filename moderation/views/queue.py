"""The queue, and the way to whatever is next."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from moderation import decisions, queue
from moderation.access import Conflict
from moderation.views.asking import number, reviewer_of


@login_required
@require_GET
def review_list(request: HttpRequest) -> HttpResponse:
    """The queue: what waits, the most harmful first; `show` and `after` choose the page."""
    person = reviewer_of(request)
    page = queue.page(
        person,
        shown=request.GET.get("show", "waiting"),
        after=number(request.GET.get("after")),
    )
    return render(request, "moderation/review_list.html", {"page": page, "tabs": queue.SHOWN})


@login_required
@require_POST
def review_next(request: HttpRequest) -> HttpResponse:
    """Claim the most urgent review that nobody has, and open it."""
    person = reviewer_of(request)
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
