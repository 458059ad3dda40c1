"""Dated changes of agents and shops; handing accounts on."""

from datetime import date

import pytest

from app.domain.people import Account
from app.services.roster import AGENT_KEYS, agents, import_roster, move_account, set_agent
from app.services.shops import set_shop, shops
from app.storage.book import Book
from tests.services.small import NOVEMBER, OCTOBER, SHOP, Write, refusal


def test_each_key_is_kept_from_its_month(book: Book) -> None:
    values = {
        "position": "主管", "grade": "P9", "team": "三组", "shift": "晚班", "base": "2345.67", "performance": "800",
        "regular_from": "2026-11-01", "left": "2026-12-31",
    }  # fmt: skip
    assert set(values) == set(AGENT_KEYS)
    set_agent(book, "A1", values, NOVEMBER)
    then, now = (agents(book, month)[0] for month in (OCTOBER, NOVEMBER))
    assert (then.position, then.shift, then.performance) == ("售前", "", None)
    shown = {key: getattr(now, key) for key in AGENT_KEYS}
    shown |= {key: f"{float(shown[key].value):g}" for key in ("base", "performance")}
    assert {key: str(value) for key, value in shown.items()} == values


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
        ("A1", {"pension": "100"}, ["agent_key_unknown"]),
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


def test_shop_settings_are_dated(book: Book) -> None:
    set_shop(book, SHOP, {"near_miss": "0.10", "platform": "jd"})
    set_shop(book, SHOP, {"pay_day": "08"}, NOVEMBER)
    (then,), (now,) = shops(book, OCTOBER), shops(book, NOVEMBER)
    assert (then.platform, then.settings) == ("jd", {"near_miss": "0.1"})
    assert now.settings == {"near_miss": "0.1", "pay_day": "8"}


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        ("别店", {"pay_day": "5"}, ["shop_unknown"]),
        (
            SHOP,
            {"pay_day": "0", "near_miss": "5%", "platform": "ebay"},
            ["pay_day_bad", "near_miss_bad", "platform_unknown"],
        ),
        (SHOP, {"near_miss": "1.5"}, ["near_miss_bad"]),
        (SHOP, {"profit_rate": "0.4"}, ["shop_key_unknown"]),
    ],
)
def test_settings_that_cannot_be(book: Book, name: str, values: dict[str, str], expected: list[str]) -> None:
    before = book.revision
    assert refusal(lambda: set_shop(book, name, values)) == expected
    assert book.revision == before
