"""How two versions of a scheme differ, line by line, in the words in which they are read out."""

from collections.abc import Iterator, Sequence

import msgspec

from app.ui.models.scheme_view import Card, RuleTable, SchemeRow, SchemeView
from app.ui.models.scheme_words import SchemeWords


class Difference(msgspec.Struct, frozen=True):
    """One line: in which item, what of it, before and after; "" where there was or is nothing."""

    item: str
    what: str
    before: str
    after: str


def differences(before: SchemeView, after: SchemeView, words: SchemeWords) -> tuple[Difference, ...]:
    """Every difference in the order of the newer scheme; what it no longer has stands last."""
    return tuple(_differences(before, after, words))


def _differences(before: SchemeView, after: SchemeView, words: SchemeWords) -> Iterator[Difference]:
    for what in ("name", "description"):
        was, now = getattr(before, what), getattr(after, what)
        if was != now:
            yield Difference(words("about"), words(f"about_{what}"), was, now)
    old = {row.key: row for row in (*before.items, *before.pay)}
    new = {row.key: row for row in (*after.items, *after.pay)}
    for key, row in new.items():
        if key in old:
            yield from _row(old[key], row, words)
        else:
            yield Difference(row.name, words("diff_item"), "", _whole(row))
    for key, row in old.items():
        if key not in new:
            yield Difference(row.name, words("diff_item"), _whole(row), "")


def _whole(row: SchemeRow) -> str:
    return "　".join(part for part in (row.rule, row.amount) if part)


def _row(before: SchemeRow, after: SchemeRow, words: SchemeWords) -> Iterator[Difference]:
    name = after.name
    if before.name != name:
        yield Difference(name, words("about_name"), before.name, name)
    if before.amount != after.amount:
        yield Difference(name, words("head_full"), before.amount, after.amount)
    yield from _facts(name, before.card, after.card)
    tables = {table.title: table for table in before.card.tables}
    for table in after.card.tables:
        yield from _table(name, tables.pop(table.title, None), table)
    for table in tables.values():
        yield from _table(name, table, None)


def _facts(name: str, before: Card, after: Card) -> Iterator[Difference]:
    old, new = _by_label(before.facts), _by_label(after.facts)
    for label in dict.fromkeys((*new, *old)):
        if old.get(label, "") != new.get(label, ""):
            yield Difference(name, label, old.get(label, ""), new.get(label, ""))


def _by_label(facts: Sequence[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for label, text in facts:
        found[label] = f"{found[label]}　{text}" if label in found else text
    return found


def _table(name: str, before: RuleTable | None, after: RuleTable | None) -> Iterator[Difference]:
    """Rows with the same first cell are one line; the others came or went."""
    shown = after or before
    if shown is None:
        return
    old = {row[0]: row[1:] for row in before.rows} if before else {}
    new = {row[0]: row[1:] for row in after.rows} if after else {}
    for first in dict.fromkeys((*new, *old)):
        was, now = old.get(first), new.get(first)
        if was != now:
            yield Difference(name, f"{shown.heads[0]} {first}", "　".join(was or ()), "　".join(now or ()))
