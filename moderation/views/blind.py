"""Blind checks: one decided text at a time, shown to another expert without its verdict."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from moderation import blind
from moderation.access import Conflict
from moderation.models import BlindCheck
from moderation.reading import segments
from moderation.states import RULINGS, Verdict
from moderation.views.asking import reviewer_of


@login_required
@require_GET
def blind_check(request: HttpRequest) -> HttpResponse:
    """The text that has waited longest for another expert's verdict."""
    return _page(request)


@login_required
@require_POST
def blind_check_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the second verdict, then show the next text."""
    person = reviewer_of(request)
    blind.check_can_check(person)
    check = get_object_or_404(BlindCheck.objects.select_related("review"), pk=pk)
    verdict = request.POST.get("verdict", "")
    if verdict not in blind.ANSWERS:
        return _page(request, check, trouble="Choose a verdict.", status=422)
    try:
        blind.answer(check, by=person, verdict=Verdict(verdict))
    except Conflict as conflict:
        return _page(request, trouble=str(conflict), status=409)
    messages.success(request, f"Recorded: {Verdict(verdict).label.lower()}. Thank you.")
    return redirect("moderation:blind-check")


def _page(
    request: HttpRequest,
    check: BlindCheck | None = None,
    *,
    trouble: str = "",
    status: int = 200,
) -> HttpResponse:
    """Render the check, or the one that is next."""
    person = reviewer_of(request)
    blind.check_can_check(person)
    check = check or blind.waiting_for(person).first()
    context = {
        "check": check,
        "segments": segments(check.review.text, check.review.reasons) if check else [],
        "rulings": [RULINGS[verdict] for verdict in blind.ANSWERS],
        "trouble": trouble,
    }
    return render(request, "moderation/blind_check.html", context, status=status)
