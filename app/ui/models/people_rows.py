"""The accounts of an import as rows: who has each, why, and what is still to be decided."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from PySide6.QtCore import Qt

from app.domain.month import PayMonth
from app.domain.people import Agent
from app.services.import_sheets import AccountRow, FilePlan
from app.ui.i18n import Words
from app.ui.models.decisions import BACK, NEW, OUT, Decision, Decisions, open_from
from app.ui.models.rows import BOLD_ROLE, Column, Index, RowsModel
from app.wording.numbers import metric_word, number, percent, value_text

_ASKED, _PAID = "inquiry_users", "inquiry_paid_users"
_SHOWN = ("received_users", _ASKED, _PAID, "paid_users", "sales_amount")
_UNITS = {"sales_amount": "CNY"}
_STATES = ("ask", "decided", "out", "folded", "section", "done")
_ICONS = {
    "ask": ("circle-question-mark", "warn"),
    "decided": ("circle-check", "ok"),
    "out": ("ban", "text2"),
    "done": ("circle-check", "ok"),
    "section": ("chevron-down", "text2"),
    "folded": ("chevron-right", "text2"),
}


@dataclass(frozen=True)
class PersonRow:
    """An account; ``state`` is ask, decided (with this import), out (left out) or done.

    section is the line that counts those that are done, folded the same where they are not shown. ``had_by`` and
    ``had_why`` are owner and reason before this import.
    """

    state: str
    name: str
    account: AccountRow | None = None
    seen: str = ""
    owner: str = ""
    reason: str = ""
    had_by: str = ""
    had_why: str = ""

    @property
    def owned(self) -> bool:
        """Whether somebody has the account already, whatever this import decides."""
        return self.account is not None and not self.account.waits and self.account.how != "ignored"

    @property
    def key(self) -> str:
        """``店铺:账号``, "" for a section."""
        return self.account.full if self.account else ""

    @property
    def section(self) -> bool:
        """Whether it is no account but a line that counts some."""
        return self.account is None

    @property
    def shop(self) -> str:
        """The account's shop, "" for a section."""
        return self.account.shop if self.account else ""


class PeopleModel(RowsModel[PersonRow]):
    """Accounts that are still to be decided stand out in bold."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == BOLD_ROLE and index.column() == 0:
            row = self.row_at(index)
            return row is not None and row.state in ("ask", "decided", "out")
        return super().data(index, role)


def person_rows(
    accounts: tuple[AccountRow, ...],
    files: tuple[FilePlan, ...],
    agents: Mapping[str, Agent],
    decided: Mapping[str, Decisions],
    month: PayMonth,
    words: Words,
    *,
    folded: bool = False,
) -> tuple[PersonRow, ...]:
    """Rows in the order of work: to ask, decided, left out, a section line, done (not where it is folded).

    ``decided`` is what was decided with this import by ``店铺:账号``.
    """
    seen = _seen(files)
    rows = [_row(account, seen, agents, decided.get(account.full, ()), month, words) for account in accounts]
    done = [row for row in rows if row.state == "done"]
    if done and len(done) < len(rows):
        rows.append(PersonRow("folded" if folded else "section", words("ui_import.matched_n", n=len(done))))
        rows = [row for row in rows if not (folded and row.state == "done")]
    return tuple(
        sorted(rows, key=lambda row: (_STATES.index(row.state), row.account.shop if row.account else "", row.name))
    )


def _seen(files: tuple[FilePlan, ...]) -> dict[tuple[str, str], tuple[int, int]]:
    """In how many files and rows each account is."""
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for file in files:
        for here in file.accounts:
            in_files, rows = found.get((here.shop, here.account), (0, 0))
            found[here.shop, here.account] = (in_files + 1, rows + len(here.cells))
    return found


def _row(
    account: AccountRow,
    seen: Mapping[tuple[str, str], tuple[int, int]],
    agents: Mapping[str, Agent],
    decided: Decisions,
    month: PayMonth,
    words: Words,
) -> PersonRow:
    files, rows = seen.get((account.shop, account.account), (0, 0))
    where = words("ui_import.seen_in", files=files, rows=f"{rows:,}")
    had_by = words("ui_import.list_comma").join(_name(number, agents) for number in account.owners)
    had_why = _reason(account, words)
    state, owner, reason = "done", had_by, had_why
    if decided:
        state, owner, reason = _decided(account, decided, agents, month, words)
    elif account.how == "ignored":
        state, owner, reason = "out", words("ui_import.account_out"), words("ui_import.reason_ignored")
    elif account.waits:
        state, owner = "ask", words("ui_import.choose_one")
    return PersonRow(state, account.spelling, account, where, owner, reason, had_by, had_why)


def _decided(
    account: AccountRow, decided: Decisions, agents: Mapping[str, Agent], month: PayMonth, words: Words
) -> tuple[str, str, str]:
    """State, owner and reason of an account that something was decided about."""
    last = decided[-1]
    if last.kind == OUT:
        owner, reason = account.looks or "out", account.looks or "ignored"
        return "out", words(f"ui_import.account_{owner}"), words(f"ui_import.reason_{reason}")
    if last.kind == BACK:
        return "ask", words("ui_import.choose_one"), words("ui_import.reason_back")
    owner = owner_text(decided, agents, words)
    rest = open_from(account, decided, month)
    if rest is not None:
        return "ask", owner, words("ui_import.reason_rest", day=f"{rest:%m-%d}")
    return "decided", owner, words("ui_import.reason_decided")


def owner_text(decided: Decisions, agents: Mapping[str, Agent], words: Words) -> str:
    """Who gets an account by what was decided, or that it is left out."""
    if not decided[-1].gives:
        return words("ui_import.account_out") if decided[-1].kind == OUT else ""
    names = (_new(one, words) if one.kind == NEW else _name(one.number, agents) for one in decided)
    return words("ui_import.list_comma").join(names)


def _new(decision: Decision, words: Words) -> str:
    return words("ui_import.new_name", name=decision.name)


def _name(number: str, agents: Mapping[str, Agent]) -> str:
    return agents[number].name if number in agents else number


def _reason(account: AccountRow, words: Words) -> str:
    if account.how == "ambiguous":
        return words("ui_import.reason_ambiguous")
    if account.how == "none":
        near = len(account.candidates)
        return words("ui_import.reason_near", n=near) if near else words("ui_import.reason_none")
    if account.how == "ignored":
        return words("ui_import.reason_ignored")
    if len(account.owners) > 1:
        return words("ui_import.reason_shared")
    return words(f"ui_import.reason_{account.how}")


def person_columns(words: Words) -> tuple[Column[PersonRow], ...]:
    """Account, shop, where it was seen, whose it is, why."""
    grey: Callable[[PersonRow], str] = lambda _row: "text2"  # noqa: E731
    fill: Callable[[PersonRow], str] = lambda row: "alt" if row.section else ""  # noqa: E731
    return (
        Column(
            id="account",
            head=words("ui_import.head_account"),
            text=lambda row: row.name,
            icon=lambda row: _ICONS[row.state],
            tint=lambda row: "text2" if row.section else "text",
            fill=fill,
            elide=True,
        ),
        Column(
            id="shop",
            head=words("ui_import.head_shop"),
            text=lambda row: row.shop,
            tint=grey,
            fill=fill,
            elide=True,
            drop=2,
        ),
        Column(id="seen", head=words("ui_import.head_seen"), text=lambda row: row.seen, tint=grey, fill=fill, drop=3),
        Column(
            id="owner",
            head=words("ui_import.head_owner"),
            text=lambda row: row.owner,
            tint=lambda row: "text3" if row.state == "ask" else "text",
            fill=fill,
            elide=True,
        ),
        Column(
            id="reason",
            head=words("ui_import.head_reason"),
            text=lambda row: row.reason,
            tint=grey,
            fill=fill,
            elide=True,
            drop=1,
        ),
    )


Totals = Mapping[tuple[str, str, str], Fraction]
"""What a file says of its accounts: the sum of the figures that are shown, by shop, account and metric."""


def account_totals(file: FilePlan) -> Totals:
    """The figures of a file that are shown of an account."""
    sums: dict[tuple[str, str, str], Fraction] = {}
    for one in file.observations:
        if one.value is not None and one.metric in _SHOWN:
            place = (one.shop, one.account, one.metric)
            sums[place] = sums.get(place, Fraction(0)) + one.value
    return sums


def after_line(
    account: AccountRow, agent: Agent, accounts: Sequence[AccountRow], files: Sequence[Totals], words: Words
) -> str:
    """``对上以后：许嘉怡付款 285 → 312 人，转化率 29.81 → 29.66 %``, "" where the files do not tell both figures."""
    here = [_first((account.shop, account.account, metric), files) for metric in (_ASKED, _PAID)]
    if None in here:
        return ""
    own = [row for row in accounts if row.owners == (agent.number,)]
    before = [_sum(own, metric, files) for metric in (_ASKED, _PAID)]
    after = [was + (more or 0) for was, more in zip(before, here, strict=True)]
    rates = [percent(paid / asked) if asked else "—" for asked, paid in (before, after)]
    return words(
        "ui_import.owner_after",
        name=agent.name,
        paid=number(before[1]),
        paid_then=number(after[1]),
        rate=rates[0],
        rate_then=rates[1],
    )


def _sum(accounts: Sequence[AccountRow], metric: str, files: Sequence[Totals]) -> Fraction:
    found = (_first((row.shop, row.account, metric), files) for row in accounts)
    return sum((value for value in found if value is not None), Fraction(0))


def _first(place: tuple[str, str, str], files: Sequence[Totals]) -> Fraction | None:
    """The figure in the first file that has it."""
    return next((file[place] for file in files if place in file), None)


def figures_line(account: AccountRow, files: Sequence[Totals], words: Words) -> str:
    """``接待人数 214 人，询单人数 96 人``: what the files say of an account, each figure as in the first."""
    parts: list[str] = []
    for metric in _SHOWN:
        total = _first((account.shop, account.account, metric), files)
        if total is not None:
            text = value_text(total, _UNITS.get(metric, "people"), words.texts)
            parts.append(words("ui_import.figure", metric=metric_word(metric, words.texts), value=text))
    return words("ui_import.list_pause").join(parts)
