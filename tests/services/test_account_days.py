"""However accounts are handed on, no day of an account has two owners."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.problem import JixinError
from app.services.books import close_book, create_book
from app.services.roster import agents, import_roster, move_account, set_agent
from app.storage.book import Book
from tests.services.small import OCTOBER, ROSTER, SHOP

FIRST, DAYS = date(2026, 9, 20), 60
Moves = list[tuple[str, int]]


def owners(book: Book, day: date) -> list[str]:
    """Who has 小美 on that day."""
    return [
        agent.number
        for agent in agents(book)
        for account in agent.accounts
        if account.name == "小美" and account.owned_on(day)
    ]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["A1", "A2", "A3"]), st.integers(0, DAYS)), max_size=6),
    st.integers(0, DAYS) | st.none(),
)
def test_no_day_has_two_owners(tmp_path_factory: pytest.TempPathFactory, moves: Moves, leaves: int | None) -> None:
    folder = tmp_path_factory.mktemp("book")
    book = create_book(folder / "b.jixin", shop=SHOP)
    (folder / "花名册.csv").write_text(ROSTER, "utf-8")
    import_roster(book, folder / "花名册.csv")
    for number, offset in moves:
        day = FIRST + timedelta(days=offset)
        try:
            move_account(book, "小美", number, day)
        except JixinError:
            continue
        hired = next(agent.hired for agent in agents(book) if agent.number == number)
        assert owners(book, max(day, hired or day)) == [number]
    if leaves is not None:
        try:
            set_agent(book, "A1", {"left": str(FIRST + timedelta(days=leaves))}, OCTOBER)
        except JixinError as refusal:
            pytest.fail(str(refusal))
    for offset in range(DAYS + 5):
        assert len(owners(book, FIRST + timedelta(days=offset))) <= 1
    close_book(book)
