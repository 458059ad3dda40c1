"""Terms from a day within a month: stored, read, kept by a roster, explained."""

from datetime import date

import pytest

from app.domain.people import Agent
from app.services.agent_history import agent_history, remove_term
from app.services.compute_month import compute_month
from app.services.roster import agents, import_roster, set_agent
from app.services.seal_month import seal_month
from app.storage.book import Book
from tests.services.small import NOVEMBER, OCTOBER, ROSTER, Write, refusal

MIDDLE = date(2026, 10, 16)


def one(book: Book, number: str, month: object = OCTOBER) -> Agent:
    return next(agent for agent in agents(book, month) if agent.number == number)  # pyright: ignore[reportArgumentType]


def bases(agent: Agent) -> list[tuple[str, str]]:
    return [(str(part.first), str(part.amount.value) if part.amount else "") for part in agent.pay_changes["base"]]


def test_pay_from_a_day_on(book: Book) -> None:
    set_agent(book, "A1", {"base": "3100"}, MIDDLE)
    found = one(book, "A1")
    assert (found.base.value if found.base else None) == 3100
    assert bases(found) == [("2026-10-01", "2000"), ("2026-10-16", "3100")]
    later = one(book, "A1", NOVEMBER)
    assert (later.base.value if later.base else None, later.pay_changes) == (3100, {})


def test_of_who_joined_in_the_month_the_days_before_do_not_count(book: Book) -> None:
    set_agent(book, "A2", {"base": "2500"}, date(2026, 10, 5))
    assert one(book, "A2").pay_changes == {}
    set_agent(book, "A2", {"base": "3100"}, MIDDLE)
    assert bases(one(book, "A2")) == [("2026-10-11", "2500"), ("2026-10-16", "3100")]


@pytest.mark.parametrize(("left", "grade"), [("", "P3"), ("2026-10-15", "P1"), ("2026-10-16", "P3")])
def test_grade_and_position_are_those_of_the_last_day_employed(book: Book, left: str, grade: str) -> None:
    set_agent(book, "A1", {"grade": "P3", "team": "二组"}, MIDDLE)
    set_agent(book, "A1", {"left": left}, OCTOBER)
    assert one(book, "A1").grade == grade


def test_the_first_of_a_month_is_the_month(book: Book) -> None:
    set_agent(book, "A1", {"base": "3100"}, date(2026, 11, 1))
    assert ("base", "2026-11") in [(term.key, term.from_month) for term in agent_history(book, "A1", OCTOBER).terms]


def test_only_what_a_roster_gives_may_change_within_a_month(book: Book) -> None:
    values = {"base": "3100", "pension": "300", "tax_mode": "first"}
    assert refusal(lambda: set_agent(book, "A1", values, MIDDLE)) == ["term_by_month", "term_by_month"]
    assert one(book, "A1").pay_changes == {}


def test_a_roster_of_the_month_does_not_carry_it_back_to_the_first(book: Book, write: Write) -> None:
    set_agent(book, "A1", {"base": "3100"}, MIDDLE)
    import_roster(book, write("又.csv", ROSTER.replace(",2000,", ",3100,")))
    assert bases(one(book, "A1")) == [("2026-10-01", "2000"), ("2026-10-16", "3100")]


def test_it_is_taken_away_again(book: Book) -> None:
    set_agent(book, "A1", {"base": "3100"}, MIDDLE)
    remove_term(book, "A1", "base", "2026-10-16")
    assert one(book, "A1").pay_changes == {}


def test_a_sealed_month_is_not_reached_into(book: Book) -> None:
    slips = {slip.number: slip for slip in compute_month(book, OCTOBER).payslips}
    assert slips["A1"].computed
    seal_month(book, OCTOBER)
    assert refusal(lambda: set_agent(book, "A1", {"base": "3100"}, MIDDLE)) == ["months_sealed"]
    set_agent(book, "A1", {"base": "3100"}, date(2026, 11, 16))
