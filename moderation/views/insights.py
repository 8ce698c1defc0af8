"""The desk in figures: a page of plots, and the same as files."""

from collections.abc import Iterable

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.requests import whole_number
from accounts.roles import Visitor, is_expert
from moderation import blind, exports, insights, plots
from moderation.access import can_export, check_can_export, check_can_read_figures

USUAL_DAYS = 30


@login_required
@require_GET
def insights_page(request: HttpRequest) -> HttpResponse:
    """What waits, how long verdicts take, and how good rules and experts are."""
    check_can_read_figures(request.user)
    figures = insights.figures(_days(request))
    context = {
        "figures": figures,
        "plots": plots.plots(figures),
        "agreement_rows": plots.agreement_rows(figures),
        "periods": insights.PERIODS,
        "may_export": can_export(request.user),
        "blind_checks": _blind_checks(request.user),
    }
    return render(request, "moderation/insights.html", context)


@login_required
@require_GET
def insights_figures(request: HttpRequest) -> HttpResponseBase:
    """Every number of the page as a file: CSV, or JSON with `as=json`."""
    check_can_export(request.user)
    rows = exports.figure_rows(insights.figures(_days(request)))
    return _file(request, "figures", exports.FIGURE_HEADS, rows)


@login_required
@require_GET
def insights_reviews(request: HttpRequest) -> HttpResponseBase:
    """The decided reviews of the period as a file, without texts, names or addresses."""
    check_can_export(request.user)
    rows = exports.review_rows(insights.period(_days(request)).since)
    return _file(request, "reviews", exports.REVIEW_HEADS, rows)


def _blind_checks(visitor: Visitor) -> int:
    """Return how many blind checks the visitor could answer."""
    return blind.waiting_for(visitor).count() if is_expert(visitor) else 0


def _days(request: HttpRequest) -> int:
    """Return the chosen length of the period."""
    days = whole_number(request.GET.get("days"))
    return days if days in insights.PERIODS else USUAL_DAYS


def _file(
    request: HttpRequest, name: str, heads: exports.Row, rows: Iterable[exports.Row]
) -> HttpResponseBase:
    """Return the rows as a download, sent while they are read."""
    as_json = request.GET.get("as") == "json"
    lines = exports.as_json(heads, rows) if as_json else exports.as_csv(heads, rows)
    kind, ending = ("application/json", "json") if as_json else ("text/csv; charset=utf-8", "csv")
    response = StreamingHttpResponse(lines, content_type=kind)
    day = timezone.localdate().isoformat()
    response["Content-Disposition"] = f'attachment; filename="{name}-{day}.{ending}"'
    return response
