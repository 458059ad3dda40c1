"""A person's pay dates one after the other and what is withheld at each: PAY-RULES §2 in whole fen, slice by slice."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

WIDTHS_AND_PERCENTS = ((36_000, 3), (108_000, 10), (156_000, 20), (120_000, 25), (240_000, 30), (300_000, 35))
"""How wide each slice of the year's taxable income is (yuan) and what it bears; the rest bears 45 %."""
MONTH = 500_000


@dataclass(frozen=True)
class Payday:
    """What one payment adds to the tax year, in fen; ``boxes`` are exact amounts of insurance in yuan."""

    on: date
    earned: int
    exempt: int = 0
    boxes: tuple[Decimal, ...] = ()
    additional: int = 0
    other: int = 0
    mode: str = "ordinary"

    @property
    def kept(self) -> int:
        """What of it is left to be taxed before the 5,000."""
        insured = sum(int((box * 100).quantize(Decimal(1), ROUND_HALF_UP)) for box in self.boxes)
        return self.earned - self.exempt - insured - self.additional - self.other


@dataclass(frozen=True)
class Before:
    """The year's sums at this employer before the first payday, in fen."""

    kept: int
    withheld: int


def tax_on(taxable: int) -> int:
    """The year's tax in fen on so many fen, half a fen up."""
    rest, hundredths = max(0, taxable), 0
    for width, percent in WIDTHS_AND_PERCENTS:
        part = min(rest, width * 100)
        hundredths, rest = hundredths + part * percent, rest - part
    return (hundredths + rest * 45 + 50) // 100


def months_deducted(payday: Payday, hired: date | None) -> int:
    """How many months' 5,000 count: twelve at once, since January, or since the month of hire."""
    if payday.mode == "prior60k":
        return 12
    if payday.mode == "first" or hired is None or hired.year != payday.on.year:
        return payday.on.month
    return max(1, payday.on.month - hired.month + 1)


def withheld(paydays: list[Payday], hired: date | None, before: Before | None) -> list[int]:
    """Fen withheld at each payday; ``before`` belongs to the tax year of the first one."""
    taken: list[int] = []
    for place, payday in enumerate(paydays):
        earlier = [at for at in range(place) if paydays[at].on.year == payday.on.year]
        kept = payday.kept + sum(paydays[at].kept for at in earlier)
        already = sum(taken[at] for at in earlier)
        if before is not None and payday.on.year == paydays[0].on.year:
            kept, already = kept + before.kept, already + before.withheld
        due = tax_on(kept - MONTH * months_deducted(payday, hired))
        taken.append(max(0, due - already))
    return taken
