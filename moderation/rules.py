"""What triage decides by at this moment: the weights, their limits, the share of the sample."""

import logging
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.db import transaction

from accounts.models import User
from moderation.models import TriageSettings, WeightsVersion
from moderation.models.triage import SAMPLE_SHARE
from moderation.triage.feedback import with_delta
from moderation.triage.model import HEADS, Weights, load

logger = logging.getLogger(__name__)

OTHER_RELEASE = "It was learned for other shipped weights; the worker learns it anew."
EMPTIED = "It is so old that its difference was thrown away. Choose a newer version."
UNREADABLE = "It can't be read. Choose another version, or run manage.py relearn."


@dataclass(frozen=True, slots=True)
class Rules:
    """What decides: weights with their limits, and the share of unmarked replies to look at.

    `trouble` says why the shipped weights decide although a learned version is active.
    """

    weights: Weights
    sample_share: float = SAMPLE_SHARE
    trouble: str = ""


def newest_settings() -> TriageSettings:
    """Return the settings that count: the newest row; one query.

    The weights' difference isn't read with them. A database that was emptied has no row: then what
    is shipped counts.
    """
    rows = TriageSettings.objects.select_related("weights").defer("weights__delta")
    return rows.order_by("-pk").first() or TriageSettings()


def current() -> Rules:
    """Return what decides now, in this process as in every other; one query.

    The difference of a learned version is read once a process, when it is first active. One that
    can't be used leaves the shipped weights in charge, and the log says so.
    """
    chosen = newest_settings()
    weights, trouble = load(), ""
    if chosen.weights is not None:
        learned = _learned(chosen.weights.pk, chosen.weights.digest, weights.version)
        weights, trouble = learned.weights, learned.trouble
    return Rules(_limited(weights, chosen), chosen.sample_share, trouble)


def wait_for_others() -> None:
    """Wait until nobody else changes what triage decides by, and let nobody until we are done.

    Call it inside a transaction. The lock is the row that came with the site. (SQLite has none: it
    lets one transaction after the other write anyway.)
    """
    TriageSettings.objects.select_for_update().order_by("pk").first()


@transaction.atomic
def change_settings(
    *, because: TriageSettings.Because, by: User | None, **changes: Any
) -> TriageSettings:
    """Write settings that count from now on, and return them: the ones before, with `changes`.

    Without `by` the site itself acted. Two people who change something at once both get their way.
    """
    wait_for_others()
    before = newest_settings()
    kept = {
        "advice_limit": before.advice_limit,
        "hold_limit": before.hold_limit,
        "sample_share": before.sample_share,
        "weights": before.weights,
        "pinned": before.pinned,
    }
    return TriageSettings.objects.create(because=because, by=by, **(kept | changes))


def choose_weights(version: WeightsVersion | None, *, by: User) -> TriageSettings:
    """Let a version decide, or the shipped weights (None), until somebody unpins it.

    Raises ValueError for a version that can't decide: see `weights_of`.
    """
    if version is not None:
        weights_of(version)
    because = TriageSettings.Because.CHOSEN
    return change_settings(because=because, by=by, weights=version, pinned=True)


def unpin_weights(*, by: User) -> TriageSettings:
    """Let the newest accepted version decide, and those that are learned later."""
    newest = newest_accepted()
    because = TriageSettings.Because.UNPINNED
    return change_settings(because=because, by=by, weights=newest, pinned=False)


def newest_accepted() -> WeightsVersion | None:
    """Return the newest version for the shipped weights that passed the guard; its delta unread."""
    rows = WeightsVersion.objects.filter(base=load().version, accepted=True, emptied_at=None)
    return rows.defer("delta").order_by("-pk").first()


def weights_of(version: WeightsVersion) -> Weights:
    """Return the shipped weights with a version's difference added.

    Raises ValueError if its difference can't be read or was thrown away, or adds to other weights
    than the shipped.
    """
    shipped = load()
    if version.base != shipped.version:
        raise ValueError(OTHER_RELEASE)
    if version.emptied_at:
        raise ValueError(EMPTIED)
    return with_delta(shipped, _checked(version.delta), version=version.name)


def advice_changes(version: WeightsVersion | None) -> Mapping[str, float]:
    """Return what a version changes by feature; nothing for one that can't be read, or for None."""
    try:
        return _checked(version.delta).get("advice", {}) if version else {}
    except ValueError:
        return {}


@lru_cache(maxsize=2)
def _learned(pk: int, digest: str, shipped: str) -> Rules:
    """Return the weights of a version, or the shipped ones with the reason why not its own."""
    version = WeightsVersion.objects.get(pk=pk)
    if version.base != shipped:
        logger.warning("Learned weights %s are for another release; the shipped decide.", version)
        return Rules(load(), trouble=OTHER_RELEASE)
    try:
        return Rules(weights_of(version))
    except ValueError:
        logger.error("Learned weights %s can't be read; the shipped weights decide.", version)
        return Rules(load(), trouble=UNREADABLE)


def _checked(delta: Any) -> Mapping[str, Mapping[str, float]]:
    """Return a stored difference if it is one; ValueError for anything else."""
    sound = isinstance(delta, dict) and all(
        head in HEADS
        and isinstance(changes, dict)
        and all(_is_number(change) for change in changes.values())
        for head, changes in delta.items()
    )
    if not sound:
        raise ValueError(UNREADABLE)
    return delta  # type: ignore[no-any-return]  # checked above


def _is_number(value: Any) -> bool:
    return type(value) in (int, float) and math.isfinite(value)


def _limited(weights: Weights, chosen: TriageSettings) -> Weights:
    """Return the weights with the limits that staff chose, where they chose some."""
    own = {"advice": chosen.advice_limit, "grave": chosen.hold_limit}
    limits = {head: limit for head, limit in own.items() if limit is not None}
    if not limits:
        return weights
    return replace(weights, thresholds={**weights.thresholds, **limits})
