"""Which other item makes the pay jump where the curve has a cliff: its tiers turn at the same figure."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import msgspec

from app.domain.pay_curve import Jump
from app.ui.editor.document import Path, elements
from app.ui.editor.typed import number_of

_STEPS = {"commission": ("tier_metric", "tiers"), "supervisor": ("tier_metric", "tiers"), "piece": ("metric", "steps")}


class CliffSource(msgspec.Struct, frozen=True):
    """A pay item whose rate or price goes from ``before`` to ``after`` at a figure."""

    path: Path
    name: str
    at: Fraction
    before: str
    after: str
    percent: bool


def cliff_source(document: Any, metric: str, cliffs: Sequence[Jump], own: Path) -> CliffSource | None:
    """The source of the greatest cliff that another item than ``own`` makes; None if there is none."""
    for cliff in sorted(cliffs, key=lambda one: -one.share):
        for at, item in enumerate(elements(document.get("pay"))):
            found = _turn(item, metric, cliff.at)
            if found is not None and ("pay", at) != own:
                percent = item["rule"]["type"] != "piece"
                return CliffSource(("pay", at), item["name"], cliff.at, *found, percent)
    return None


def _turn(item: Any, metric: str, edge: Fraction) -> tuple[str, str] | None:
    """The rate below and at a threshold of the item's steps, if they are of that metric and turn there."""
    measured, steps = _STEPS.get(item["rule"].get("type", ""), ("", ""))
    if not steps or item["rule"].get(measured) != metric:
        return None
    rows = [(value, row[1]) for row in elements(item["rule"].get(steps)) if (value := number_of(row[0])) is not None]
    rows.sort(key=lambda row: row[0])
    place = next((at for at, row in enumerate(rows) if row[0] == edge), 0)
    return (str(rows[place - 1][1]), str(rows[place][1])) if place else None
