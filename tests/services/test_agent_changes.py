"""Dated changes of agents; handing accounts on."""

from datetime import date
from fractions import Fraction

import pytest

from app.domain.month import PayMonth
from app.domain.people import Account, Agent, Since, TaxOpening, TaxTerms
from app.services.compute_month import compute_month
from app.services.month_data import inputs_of
from app.services.roster import AGENT_KEYS, agents, import_roster, move_account, set_agent
from app.services.seal_month import seal_month
from app.storage.book import Book
from tests.services.small import NOVEMBER, OCTOBER, SHOP, Write, refusal

TERMS = {
    "position": "主管", "grade": "P9", "team": "三组", "shift": "晚班", "base": "2345.67", "performance": "800",
}  # fmt: skip
DAYS = {"regular_from": "2026-11-01", "left": "2026-12-31"}
BOXES = {
    "pension": "160.05", "medical": "40", "unemployment": "10.125", "fund": "0", "other_insurance": "3",
}  # fmt: skip
TAX = {"tax_mode": "first", "tax_additional": "3000", "tax_other": "12.5"}
OPENING = {
    "tax_opening_income": "48000", "tax_opening_special": "1600", "tax_opening_additional": "24000",
    "tax_opening_other": "5", "tax_opening_withheld": "90.09",
}  # fmt: skip
OWED = {"advance": "1000", "advance_instalment": "300", "loss_carried": "250.5"}


def first_agent(book: Book, month: PayMonth) -> Agent:
    return agents(book, month)[0]


def test_each_key_is_kept_from_its_month(book: Book) -> None:
    set_agent(book, "A1", TERMS | DAYS, NOVEMBER)
    then, now = first_agent(book, OCTOBER), first_agent(book, NOVEMBER)
    assert (then.position, then.shift, then.performance) == ("售前", "", None)
    shown = {key: getattr(now, key) for key in TERMS | DAYS}
    shown |= {key: f"{float(shown[key].value):g}" for key in ("base", "performance")}
    assert {key: str(value) for key, value in shown.items()} == TERMS | DAYS


def test_insurance_tax_and_what_is_owed_reach_the_agent(book: Book) -> None:
    groups = (TERMS, DAYS, BOXES, TAX, OPENING, OWED)
    assert sorted(AGENT_KEYS) == sorted(key for group in groups for key in group)
    set_agent(book, "A1", BOXES | TAX | OPENING | OWED, NOVEMBER)
    now = first_agent(book, NOVEMBER)
    assert {box: amount.value for box, amount in now.insurance.items()} == {
        box: Fraction(text) for box, text in BOXES.items()
    }
    assert now.tax == TaxTerms(
        mode="first",
        additional=Fraction(3000),
        other=Fraction("12.5"),
        opening=TaxOpening(
            month=NOVEMBER,
            income=Fraction(48000),
            special=Fraction(1600),
            additional=Fraction(24000),
            other=Fraction(5),
            withheld=Fraction("90.09"),
        ),
    )
    assert now.advance == Since(value=Fraction(1000), month=NOVEMBER)
    assert now.instalment == 300
    assert now.loss_carried == Since(value=Fraction("250.5"), month=NOVEMBER)


@pytest.mark.parametrize(("key", "value"), (BOXES | TAX | OPENING | OWED).items())
def test_a_term_holds_from_its_month_until_it_is_taken_away(book: Book, key: str, value: str) -> None:
    before = first_agent(book, OCTOBER)
    set_agent(book, "A1", {key: value}, NOVEMBER)
    assert first_agent(book, OCTOBER) == before
    held = first_agent(book, NOVEMBER)
    assert held != before
    assert first_agent(book, NOVEMBER.shift(14)) == held
    set_agent(book, "A1", {key: " "}, NOVEMBER.shift(2))
    assert first_agent(book, NOVEMBER.shift(1)) == held
    assert first_agent(book, NOVEMBER.shift(2)) == before
    assert agents(book)[1:] == agents(book, OCTOBER)[1:]


@pytest.mark.parametrize("key", (*BOXES, *OPENING, *OWED, "tax_additional", "tax_other"))
@pytest.mark.parametrize(
    ("value", "code"),
    [("-0.01", "amount_negative"), ("1,000", "number_bad"), ("1e3", "number_bad"), ("5%", "number_bad"), ("１", "number_bad")],
)  # fmt: skip
def test_an_amount_is_an_exact_decimal_of_at_least_0(book: Book, key: str, value: str, code: str) -> None:
    assert refusal(lambda: set_agent(book, "A1", {key: value}, OCTOBER)) == [code]
    assert first_agent(book, OCTOBER).insurance == {}


@pytest.mark.parametrize("key", AGENT_KEYS)
def test_no_key_reaches_into_a_sealed_month(book: Book, key: str) -> None:
    compute_month(book, OCTOBER)
    seal_month(book, OCTOBER)
    value = {**TERMS, **DAYS, **BOXES, **TAX, **OPENING, **OWED}[key]
    frozen, before = inputs_of(book, OCTOBER), agents(book)
    assert refusal(lambda: set_agent(book, "A1", {key: value}, OCTOBER)) == ["months_sealed"]
    assert agents(book) == before
    set_agent(book, "A1", {key: value}, NOVEMBER)
    assert agents(book) != before
    assert inputs_of(book, OCTOBER) == frozen


def test_what_a_month_was_sealed_with_keeps_the_terms(book: Book) -> None:
    set_agent(book, "A1", BOXES | TAX | OPENING | OWED, OCTOBER)
    seal_month(book, OCTOBER)
    held = first_agent(book, OCTOBER)
    set_agent(book, "A1", dict.fromkeys(BOXES | TAX | OPENING | OWED, ""), NOVEMBER)
    assert inputs_of(book, OCTOBER).agents[0] == held


def test_figures_of_one_month_are_one_opening(book: Book) -> None:
    set_agent(book, "A1", {"tax_opening_income": "48000"}, OCTOBER)
    set_agent(book, "A1", {"tax_opening_withheld": "90"}, OCTOBER)
    set_agent(book, "A1", {"tax_opening_income": "50000"}, OCTOBER)
    opening = TaxOpening(month=OCTOBER, income=Fraction(50000), withheld=Fraction(90))
    assert first_agent(book, NOVEMBER).tax.opening == opening


def test_a_later_opening_replaces_the_earlier_one_whole(book: Book) -> None:
    set_agent(book, "A1", {"tax_opening_income": "48000", "tax_opening_withheld": "90"}, OCTOBER)
    set_agent(book, "A1", {"tax_opening_income": "0"}, NOVEMBER)
    assert first_agent(book, OCTOBER).tax.opening == TaxOpening(
        month=OCTOBER, income=Fraction(48000), withheld=Fraction(90)
    )
    assert first_agent(book, NOVEMBER).tax.opening == TaxOpening(month=NOVEMBER)
    set_agent(book, "A1", {"tax_opening_income": ""}, NOVEMBER)
    assert first_agent(book, NOVEMBER).tax.opening is None


def test_0_is_a_figure_and_a_new_figure_counts_from_its_own_month(book: Book) -> None:
    set_agent(book, "A1", {"advance": "1000", "pension": "100"}, OCTOBER)
    set_agent(book, "A1", {"advance": "0", "pension": "0"}, NOVEMBER)
    assert first_agent(book, OCTOBER).advance == Since(value=Fraction(1000), month=OCTOBER)
    now = first_agent(book, NOVEMBER.shift(1))
    assert now.advance == Since(value=Fraction(0), month=NOVEMBER)
    assert now.insurance["pension"].value == 0


def test_an_empty_value_takes_the_entry_away(book: Book) -> None:
    set_agent(book, "A1", {"base": "", "team": ""}, NOVEMBER)
    set_agent(book, "A3", {"left": ""}, NOVEMBER)
    assert (agents(book)[0].base, agents(book)[0].team, agents(book)[2].left) == (None, "", None)


@pytest.mark.parametrize(
    ("number", "values", "expected"),
    [
        ("A9", {"base": "1"}, ["agent_unknown"]),
        ("A1", {"wage": "1", "base": "1,000", "left": "10月"}, ["agent_key_unknown", "number_bad", "day_bad"]),
        ("A1", {"base": "-5"}, ["amount_negative"]),
        ("A1", {"base": "1e3"}, ["number_bad"]),
        ("A1", {"left": "2024-01-01"}, ["left_before_hired_day"]),
        (
            "A1",
            {"tax_mode": "special", "pension": "-1", "bonus": ""},
            ["choice_bad", "amount_negative", "agent_key_unknown"],
        ),
    ],
)
def test_what_is_wrong_is_said_all_at_once(
    book: Book, number: str, values: dict[str, str], expected: list[str]
) -> None:
    before = (book.revision, agents(book))
    assert refusal(lambda: set_agent(book, number, values, OCTOBER)) == expected
    assert (book.revision, agents(book)) == before


def accounts(book: Book) -> dict[str, tuple[tuple[str, date | None, date | None], ...]]:
    def plain(one: Account) -> tuple[str, date | None, date | None]:
        return one.name, one.first, one.last

    return {agent.number: tuple(map(plain, agent.accounts)) for agent in agents(book)}


def test_an_account_is_handed_on_and_back(book: Book) -> None:
    move_account(book, "小美", "A2", date(2026, 10, 16))
    assert accounts(book)["A1"] == (("小美", date(2025, 3, 1), date(2026, 10, 15)),)
    assert accounts(book)["A2"][1:] == (("小美", date(2026, 10, 16), None),)
    move_account(book, f"{SHOP}：小 美", "A1", date(2026, 11, 1))
    assert accounts(book)["A2"][1:] == (("小美", date(2026, 10, 16), date(2026, 10, 31)),)
    assert accounts(book)["A1"][1] == ("小美", date(2026, 11, 1), None)


def test_what_nobody_has_may_be_given_from_before_the_day_of_hire(book: Book) -> None:
    move_account(book, "夜班", "A2", date(2026, 10, 1))
    assert accounts(book)["A2"][1:] == (("夜班", date(2026, 10, 11), None),)


def test_a_move_before_another_ends_where_the_other_begins(book: Book, write: Write) -> None:
    import_roster(book, write("新.csv", "工号,姓名,岗位\nA4,郑好,售前\n"))
    move_account(book, "小美", "A2", date(2026, 11, 1))
    move_account(book, "小美", "A4", date(2026, 10, 20))
    assert accounts(book)["A1"][0][2] == date(2026, 10, 19)
    assert accounts(book)["A4"] == (("小美", date(2026, 10, 20), date(2026, 10, 31)),)


def test_a_move_on_the_same_day_replaces_the_move(book: Book, write: Write) -> None:
    import_roster(book, write("新.csv", "工号,姓名,岗位\nA4,郑好,售前\n"))
    move_account(book, "小美", "A2", date(2026, 10, 16))
    move_account(book, "小美", "A4", date(2026, 10, 16))
    assert len(accounts(book)["A2"]) == 1
    assert accounts(book)["A4"] == (("小美", date(2026, 10, 16), None),)


@pytest.mark.parametrize(
    ("account", "number", "day", "expected"),
    [
        ("小美", "A9", date(2026, 10, 16), "agent_unknown"),
        ("小美", "A1", date(2026, 10, 16), "account_owned"),
        ("小美", "A3", date(2026, 10, 16), "agent_not_working"),
        ("小美", "A2", date(2026, 10, 10), "agent_not_working"),
        ("别店:小美", "A2", date(2026, 10, 16), "shop_unknown"),
        (" : ", "A2", date(2026, 10, 16), "account_form"),
    ],
)
def test_a_move_that_cannot_be(book: Book, account: str, number: str, day: date, expected: str) -> None:
    before = accounts(book)
    assert refusal(lambda: move_account(book, account, number, day)) == [expected]
    assert accounts(book) == before


def test_a_bare_account_of_two_shops_needs_its_shop(book: Book, write: Write) -> None:
    import_roster(book, write("二店.csv", "工号,姓名,子账号,店铺\nA5,冯二,小美,小满二店\n"))
    assert refusal(lambda: move_account(book, "小美", "A2", date(2026, 10, 16))) == ["account_in_shops"]
    assert refusal(lambda: move_account(book, "没有", "A2", date(2026, 10, 16))) == ["account_unknown"]
