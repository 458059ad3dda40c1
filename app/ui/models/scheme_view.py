"""What the scheme page shows of one scheme: rows, and the card of the row that is chosen. Strings only."""

from fractions import Fraction

import msgspec


class RuleTable(msgspec.Struct, frozen=True):
    """A small table of a rule, every cell in words; the last column stands right, with ``figures`` all do.

    ``who`` are the people on each row this month, under the head ``who_head``; () where nobody is placed.
    """

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    figures: bool = False
    who: tuple[str, ...] = ()
    who_head: str = ""


class Card(msgspec.Struct, frozen=True):
    """One item read out: labelled facts first, then its tables."""

    title: str
    amount: str
    facts: tuple[tuple[str, str], ...]
    tables: tuple[RuleTable, ...] = ()


class SchemeRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the list: name, rule in a word, figure at the right; ``depth`` 1 is a sub-item of a composite.

    ``weight`` is the share of the weights bar, None for rows outside the 100.
    """

    key: str
    name: str
    rule: str
    amount: str = ""
    depth: int = 0
    weight: Fraction | None = None
    sign: str = ""
    card: Card


class SchemeView(msgspec.Struct, frozen=True, kw_only=True):
    """A scheme as rows of its two lists."""

    name: str
    description: str
    items: tuple[SchemeRow, ...]
    pay: tuple[SchemeRow, ...]
    total: Fraction
