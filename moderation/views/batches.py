"""One verdict on several reviews of conduct: exactly what will change first, one undo after."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.requests import whole_number
from moderation import decisions, queue
from moderation.access import Conflict
from moderation.forms import BatchForm
from moderation.models import Review
from moderation.states import About
from moderation.views.asking import reviewer_of


@login_required
@require_POST
def review_batch(request: HttpRequest) -> HttpResponse:
    """List exactly what will change; with `confirm`, change all of it or nothing.

    `review` names the reviews: ids from the list, "id:version" once they were shown for assent.
    """
    person = reviewer_of(request)
    chosen = request.POST.getlist("review")[: decisions.MOST_IN_A_BATCH]
    shown = dict(pair for pair in map(_id_and_version, chosen) if pair is not None)
    form = BatchForm(request.POST)
    conflict, status = "", 200
    if "confirm" in request.POST:
        if form.is_valid():
            try:
                batch = decisions.decide_batch(shown.items(), by=person, **form.cleaned_data)
            except Conflict as error:
                conflict, status = f"{error} Nothing was changed.", 409
            else:
                count = len(shown)
                verb = "kept" if form.cleaned_data["verdict"] == "keep" else "removed"
                messages.success(
                    request, f"Recorded: {count} {verb}. You can undo all of them here."
                )
                return redirect("moderation:review-batch-detail", batch=batch)
        else:
            status = 422
    else:
        initial = {name: request.POST.get(name, "") for name in ("verdict", "note")}
        form = BatchForm(initial=initial)
    waiting = queue.waiting_for(person).filter(about=About.CONDUCT, pk__in=shown)
    context = {"form": form, "reviews": list(waiting), "conflict": conflict}
    return render(request, "moderation/review_batch.html", context, status=status)


@login_required
@require_GET
def review_batch_detail(request: HttpRequest, batch: UUID) -> HttpResponse:
    """What a batch changed, with the button that takes all of it back."""
    reviewer_of(request)
    reviews = list(Review.objects.filter(events__batch=batch).distinct())
    if not reviews:
        raise Http404
    context = {"batch": batch, "reviews": reviews}
    return render(request, "moderation/review_batch_detail.html", context)


@login_required
@require_POST
def review_batch_undo(request: HttpRequest, batch: UUID) -> HttpResponse:
    """Take a batch's verdicts back, all that still stand."""
    undone, left = decisions.undo_batch(batch, by=reviewer_of(request))
    rest = f" {len(left)} had moved on since, and stay as they are." if left else ""
    messages.success(request, f"Undone: {len(undone)}.{rest}")
    return redirect("moderation:review-list")


def _id_and_version(text: str) -> tuple[int, int] | None:
    """Return the id and the version of "id:version" (or of an id alone, version 0)."""
    pk, _, version = text.partition(":")
    found = whole_number(pk)
    return None if found is None else (found, whole_number(version) or 0)
