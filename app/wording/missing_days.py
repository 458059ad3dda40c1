"""Days of which a report says nothing, in words: ``小美 缺 10-03、10-17～10-19``."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from app.domain.missing_days import MissingDays
from app.texts import Texts
from app.wording.numbers import number


def days_text(days: Iterable[date], texts: Texts) -> str:
    """Days in order, those that follow each other as one span."""
    spans: list[tuple[date, date]] = []
    for day in days:
        if spans and spans[-1][1] + timedelta(days=1) == day:
            spans[-1] = (spans[-1][0], day)
        else:
            spans.append((day, day))
    shown = (
        f"{first:%m-%d}" if first == last else texts("missing_days.span", first=f"{first:%m-%d}", last=f"{last:%m-%d}")
        for first, last in spans
    )
    return texts("missing_days.comma").join(shown)


def missing_lines(gaps: Sequence[MissingDays], reports: Mapping[str, str], texts: Texts) -> tuple[str, ...]:
    """A line for each gap; ``reports`` are the names of the families, said where a shop or an agent has several."""
    often = Counter(_whose(gap) for gap in gaps)
    return tuple(_line(gap, reports, texts, several=often[_whose(gap)] > 1) for gap in gaps)


def _whose(gap: MissingDays) -> str:
    return gap.number or gap.shop


def _line(gap: MissingDays, reports: Mapping[str, str], texts: Texts, *, several: bool) -> str:
    who = gap.name or texts("missing_days.everybody", shop=gap.shop)
    if several:
        account = f"{gap.shop}:{gap.account}" if gap.account else ""
        parts = filter(None, (account, reports.get(gap.family, gap.family)))
        who = texts("missing_days.detail", who=who, detail=texts("missing_days.comma").join(parts))
    line = texts("missing_days.line", who=who, days=days_text(gap.days, texts))
    if gap.attended is None:
        return line
    return texts("missing_days.attended", line=line, days=number(gap.attended))
