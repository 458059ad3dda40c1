"""What a pay rule may look at."""

import msgspec

from app.domain.case import Case
from app.domain.money import Fen
from app.domain.payline import EARNING, PayLine
from app.domain.scoring.score import Score
from app.domain.staff import Staff


class Context(msgspec.Struct, frozen=True):
    """One agent on the way to the payslip: the case, its score, everybody else, and the lines of the phases before."""

    case: Case
    scored: Score
    staff: Staff
    lines: tuple[PayLine, ...] = ()

    def amount_of(self, code: str) -> int:
        """The signed fen of the printed line of that code, a deduction below 0; 0 where there is none."""
        return sum(line.signed for line in self.lines if line.code == code)

    @property
    def gross(self) -> Fen:
        """Σ earnings so far (RULES 4)."""
        return sum([line.amount for line in self.lines if line.kind == EARNING])

    @property
    def net(self) -> Fen:
        """Σ earnings − Σ deductions so far."""
        return sum([line.signed for line in self.lines])

    @property
    def exempt(self) -> Fen:
        """The part of gross that no income tax is due on.

        An item that is exempt is so with the lines beside its own: ``adjustment:2``, ``performance:grade``.
        """
        exempt = self.case.scheme.tax_exempt
        if not exempt:
            return 0
        return sum(
            line.amount
            for line in self.lines
            if line.kind == EARNING and exempt.get(line.code, exempt.get(line.code.rpartition(":")[0], False))
        )
