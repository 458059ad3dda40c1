"""From which months a version of a scheme may start, and on which it can be tried."""

from collections.abc import Sequence

from app.domain.month import PayMonth

_BEFORE, _AHEAD = -2, 6


def open_months(here: PayMonth, states: Sequence[tuple[PayMonth, str]], own: PayMonth | None) -> tuple[PayMonth, ...]:
    """Months from which a version may start: none that is sealed, nor one before it.

    ``here`` is the month looked at, ``states`` are those with data, ``own`` is where the version starts now.
    """
    sealed = [month for month, state in states if state == "sealed"]
    known = [own] if own is not None else []
    first = max(sealed).shift(1) if sealed else min([here.shift(_BEFORE), *known])
    last = max([first, here.shift(_AHEAD), *known])
    found = [first]
    while found[-1] < last:
        found.append(found[-1].shift(1))
    return tuple(found)


def trial_months(here: PayMonth, states: Sequence[tuple[PayMonth, str]]) -> tuple[PayMonth, ...]:
    """Months with data and the one looked at, the newest first."""
    return tuple(sorted({month for month, _ in states} | {here}, reverse=True))
