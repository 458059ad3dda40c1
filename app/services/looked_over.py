"""How far a month has been looked over: payslips that somebody saw as they stand, flags that nobody let pass."""

from typing import Literal

import msgspec

from app.domain.looked_over import figures_code
from app.domain.payline import Flag, PayRun
from app.storage import reviews, waivers
from app.storage.book import Connection


class OpenFlag(msgspec.Struct, frozen=True, kw_only=True):
    """A flag of an agent's payslip that nobody has looked at yet."""

    number: str
    name: str
    flag: Flag


def open_flags(db: Connection, run: PayRun) -> tuple[OpenFlag, ...]:
    """The flags of a run without those that somebody said are all right, in order of the agents."""
    done = waivers.flags_of_month(db, run.month)
    return tuple(
        OpenFlag(number=slip.number, name=slip.name, flag=flag)
        for slip in run.payslips
        for flag in slip.flags
        if (slip.number, flag_key(flag)) not in done
    )


def flag_key(flag: Flag) -> str:
    """What a flag is told apart by: with other figures it is another one, to be looked at again."""
    return " ".join((flag.code, *(f"{name}={text}" for name, text in sorted(flag.params.items()))))


def seen(db: Connection, run: PayRun) -> frozenset[str]:
    """The numbers whose payslips were looked at with the figures that they have now."""
    codes = reviews.of_month(db, run.month)
    looked_at = (slip for slip in run.payslips if slip.number in codes)
    return frozenset(slip.number for slip in looked_at if codes[slip.number] == figures_code(slip))


def draft_state(db: Connection, run: PayRun) -> Literal["draft", "reviewed"]:
    """Reviewed is a month with somebody in it, nobody blocked, every payslip seen and no flag open."""
    if not run.payslips or run.blocked or open_flags(db, run):
        return "draft"
    return "reviewed" if len(seen(db, run)) == len(run.payslips) else "draft"
