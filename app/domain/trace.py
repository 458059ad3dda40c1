"""The tree of reasons that every figure carries."""

from fractions import Fraction

import msgspec

from app.domain.source import Source


def quantity(text: str, unit: str) -> str:
    """A parameter with its unit, ``"0.305|ratio"``, so that it can be printed as typed: ``30.5 %``."""
    return f"{text}|{unit}"


class Trace(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """How a figure came about: ``rule`` names the sentence (``trace.<rule>``), ``params`` fills it.

    ``params`` hold ids, names and exact decimal texts, never words or rounded numbers. ``value`` is exact
    (CNY for unit ``CNY``, points for ``points``); None where there is no figure. ``inputs`` are the figures it
    was made of, ``sources`` the cells it was read from.
    """

    rule: str
    value: Fraction | None = None
    unit: str = ""
    params: dict[str, str] = {}
    inputs: tuple["Trace", ...] = ()
    sources: tuple[Source, ...] = ()
