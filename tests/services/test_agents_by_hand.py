"""Agents added, changed together, leaving and coming back; their history; the roster written and read again."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from app.domain.people import Account
from app.services.agent_facts import rejoin, set_facts, set_shops
from app.services.agent_history import agent_history, remove_term
from app.services.books import close_book, create_book
from app.services.compute_month import compute_month
from app.services.export_roster import export_roster
from app.services.private_facts import private_facts
from app.services.roster import RosterRow, add_agent, agents, import_roster, set_agent, set_agents
from app.services.seal_month import seal_month
from app.storage.book import Book
from tests.services.small import NOVEMBER, OCTOBER, SHOP, refusal


def row(**values: object) -> RosterRow:
    return RosterRow(**{"row": 0, "number": "", "name": "新来", **values})  # pyright: ignore


def test_somebody_new_gets_a_free_number_and_terms_from_the_beginning(book: Book) -> None:
    added = row(
        position="售前", team="新组", base=Fraction(2100), hired=date(2026, 10, 8), shops=(SHOP,),
        accounts=(Account(shop=SHOP, name="新美"),),
    )  # fmt: skip
    assert add_agent(book, added) == "A001"
    found = next(one for one in agents(book, OCTOBER) if one.number == "A001")
    assert (found.name, found.team, found.shops, found.hired) == ("新来", "新组", (SHOP,), date(2026, 10, 8))
    assert found.base is not None
    assert found.base.value == 2100
    assert [account.full for account in found.accounts] == [f"{SHOP}:新美"]
    assert add_agent(book, row(name="新来")) == "A002"  # the same name is another person


@pytest.mark.parametrize(
    ("values", "codes"),
    [
        ({"name": " "}, ["agent_name_blank"]),
        ({"number": "a1"}, ["agent_number_taken"]),
        ({"accounts": (Account(shop=SHOP, name="小美"),)}, ["account_taken"]),
    ],
)
def test_nobody_is_added_wrongly(book: Book, values: dict[str, object], codes: list[str]) -> None:
    before = agents(book)
    assert refusal(lambda: add_agent(book, row(**values))) == codes
    assert agents(book) == before


def test_several_are_changed_together_or_not_at_all(book: Book) -> None:
    set_agents(book, ("A1", "A2"), {"team": "合组", "pension": "300"}, OCTOBER)
    assert [one.team for one in agents(book, OCTOBER)] == ["合组", "合组", "二组"]
    before = agents(book, OCTOBER)
    assert refusal(lambda: set_agents(book, ("A1", "A9"), {"team": "别组"}, OCTOBER)) == ["agent_unknown"]
    assert refusal(lambda: set_agents(book, ("A1", "A2"), {"left": "2026-10-05"}, OCTOBER)) == ["left_before_hired_day"]
    assert agents(book, OCTOBER) == before


def test_facts_of_a_person(book: Book) -> None:
    set_facts(book, "A1", {"name": "林 小美", "phone": "13800002071", "id_number": "330102199001011224"})
    assert private_facts(book, "A1").phone == "13800002071"
    assert agents(book)[0].name == "林 小美"
    set_shops(book, "A1", (SHOP,))
    assert refusal(lambda: set_facts(book, "A1", {"name": ""})) == ["agent_name_blank"]
    assert refusal(lambda: set_facts(book, "A1", {"hired": "去年"})) == ["day_bad"]
    assert refusal(lambda: set_shops(book, "A1", ("没有的店",))) == ["shop_unknown"]


def test_the_day_of_hire_does_not_reach_into_a_sealed_month(book: Book) -> None:
    compute_month(book, OCTOBER)
    seal_month(book, OCTOBER)
    assert refusal(lambda: set_facts(book, "A2", {"hired": "2026-10-20"})) == ["months_sealed"]
    set_facts(book, "A2", {"name": "周大强"})


def test_coming_back(book: Book) -> None:
    assert refusal(lambda: rejoin(book, "A1", date(2026, 11, 1))) == ["rejoin_not_left"]
    set_agent(book, "A1", {"left": "2026-10-31"}, OCTOBER)
    assert refusal(lambda: rejoin(book, "A1", date(2026, 12, 1))) == ["rejoin_open"]
    compute_month(book, OCTOBER)
    seal_month(book, OCTOBER)
    rejoin(book, "A1", date(2026, 12, 1))
    again = agents(book, NOVEMBER.shift(1))[0]
    assert (again.hired, again.left, again.days_employed(NOVEMBER)) == (date(2026, 12, 1), None, None)


def test_history(book: Book) -> None:
    set_agent(book, "A1", {"base": "2300"}, NOVEMBER)
    compute_month(book, OCTOBER)
    history = agent_history(book, "A1", OCTOBER)
    bases = [(term.from_month, term.value) for term in history.terms if term.key == "base"]
    assert bases == [("2026-11", "2300"), ("", "2000")]
    assert [(slip.month, slip.state, slip.net is not None) for slip in history.slips] == [(OCTOBER, "draft", True)]
    remove_term(book, "A1", "base", "2026-11")
    assert [term.from_month for term in agent_history(book, "A1", OCTOBER).terms if term.key == "base"] == [""]
    assert refusal(lambda: remove_term(book, "A1", "base", "2026-11")) == ["term_unknown"]


def test_the_roster_is_written_and_read_again(book: Book, tmp_path: Path) -> None:
    set_facts(book, "A1", {"id_number": "330102199001011224", "bank_account": "6222020200112233445", "note": "=1+1"})
    file = export_roster(book, OCTOBER, tmp_path / "花名册.xlsx")
    other = create_book(tmp_path / "另一本.jixin", shop=SHOP)
    assert import_roster(other, file).problems == ()
    assert [(one.number, one.name, one.base, one.team) for one in agents(other)] != []
    assert [one.number for one in agents(other)] == [one.number for one in agents(book)]
    assert [one.left for one in agents(other)] == [one.left for one in agents(book)]
    assert private_facts(other, "A1") == private_facts(book, "A1")
    bases = [[one.base.value if one.base else None for one in agents(each)] for each in (book, other)]
    assert bases[0] == bases[1]
    close_book(other)
