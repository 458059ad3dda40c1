"""Rosters: who is new, what changes from when, what stays."""

from datetime import date
from fractions import Fraction

import pytest

from app.domain.people import Account, Agent
from app.services.roster import RosterRow, add_agent, agents, import_roster, move_account, names_of, set_agent
from app.services.seal_month import seal_month
from app.services.shops import shops
from app.storage.book import Book
from tests.services.small import NOVEMBER, OCTOBER, ROSTER, SHOP, Write, codes, refusal


def found(book: Book, number: str, month: object = None) -> Agent:
    return {agent.number: agent for agent in agents(book, month)}[number]  # pyright: ignore[reportArgumentType]


def test_a_roster_is_stored_with_its_names_and_cells(empty: Book, write: Write) -> None:
    report = import_roster(empty, write("花名册.csv", ROSTER))
    assert (report.stored, report.rows, report.problems) == (True, 3, ())
    assert report.added == (("A1", "林小美"), ("A2", "周强"), ("A3", "吴敏"))
    assert report.created == (
        ("position", "售前"), ("grade", "P1"), ("team", "一组"), ("grade", "P2"), ("position", "售后"), ("team", "二组"),
    )  # fmt: skip
    agent = found(empty, "A2")
    assert (agent.position, agent.shops, agent.hired) == ("售前", (SHOP,), date(2026, 10, 11))
    assert agent.base is not None and agent.base.source is not None
    assert (agent.base.value, agent.base.source.cells) == (Fraction("2200.5"), ("F3",))
    assert [(one.full, one.first, one.last) for one in agent.accounts] == [(f"{SHOP}:阿强", date(2026, 10, 11), None)]
    assert names_of(empty, "grade") == ("P1", "P2")


def test_a_dry_run_says_the_same_and_stores_nothing(empty: Book, write: Write) -> None:
    file = write("花名册.csv", ROSTER)
    dry = import_roster(empty, file, dry_run=True)
    assert (dry.stored, agents(empty), names_of(empty, "team"), empty.revision) == (False, (), (), 1)
    wet = import_roster(empty, file)
    assert (dry.added, dry.created) == (wet.added, wet.created)


def test_the_same_roster_again_changes_nothing(book: Book, write: Write) -> None:
    before = book.revision
    report = import_roster(book, write("再来.csv", ROSTER))
    assert (report.stored, report.added, report.updated, report.created) == (True, (), (), ())
    assert book.revision == before


def test_absent_people_and_empty_cells_stay(book: Book, write: Write) -> None:
    report = import_roster(book, write("新.csv", "工号,姓名,岗位,底薪,离职日期\na1,林小美,,2100,\nA9,新人,售前,,\n"))
    assert (report.added, report.updated) == ((("A9", "新人"),), (("A1", "林小美"),))
    assert [agent.number for agent in agents(book)] == ["A1", "A2", "A3", "A9"]
    agent = found(book, "A1")
    assert (agent.position, agent.grade, agent.base and agent.base.value) == ("售前", "P1", 2100)
    assert found(book, "A3").left == date(2026, 9, 30)


def test_unknown_columns_are_left_alone_and_named(empty: Book, write: Write) -> None:
    report = import_roster(empty, write("花名册.csv", "姓名,工号,生肖,岗位\n林小美,A1,龙,售前\n"))
    assert (report.stored, report.ignored_columns) == (True, ("生肖",))


def test_who_has_no_number_is_told_by_name_or_given_one(book: Book, write: Write) -> None:
    report = import_roster(book, write("无工号.csv", "姓名,岗位\n林小美,主管\n新人,售前\n新人二,售前\n"))
    assert report.updated == (("A1", "林小美"),)
    assert report.added == (("A001", "新人"), ("A002", "新人二"))


def test_two_of_one_name_need_a_number(book: Book, write: Write) -> None:
    report = import_roster(book, write("同名.csv", "姓名,岗位\n王伟,售前\n王伟,售后\n"))
    assert (report.stored, codes(report.problems)) == (False, ["number_needed"])
    assert len(agents(book)) == 3


def test_changes_hold_from_the_first_month_that_is_not_sealed(book: Book, write: Write) -> None:
    seal_month(book, OCTOBER)
    import_roster(book, write("涨薪.csv", "工号,姓名,岗位,底薪\nA1,林小美,主管,3000\nA9,新人,售前,1800\n"))
    now, then = found(book, "A1", NOVEMBER), found(book, "A1", OCTOBER)
    assert (now.position, now.base and now.base.value) == ("主管", 3000)
    assert (then.position, then.base and then.base.value) == ("售前", 2000)
    assert found(book, "A9", OCTOBER.shift(-12)).position == "售前"


def test_a_later_dated_value_stays_and_is_named(book: Book, write: Write) -> None:
    set_agent(book, "A1", {"base": "2500"}, NOVEMBER)
    report = import_roster(book, write("改.csv", "工号,姓名,底薪,岗位\nA1,林小美,2100,售前\n"))
    assert (report.stored, codes(report.problems)) == (True, ["dated_value_kept"])
    assert report.problems[0].cell == "C2"
    amounts = [found(book, "A1", month).base for month in (OCTOBER, NOVEMBER)]
    assert [amount and amount.value for amount in amounts] == [2100, 2500]


def test_a_column_of_shops_replaces_them_and_accounts_only_add(empty: Book, write: Write) -> None:
    import_roster(empty, write("一.csv", f"工号,姓名,子账号,店铺\nA1,林小美,{SHOP}:小美,{SHOP}\n"))
    import_roster(empty, write("二.csv", "工号,姓名,子账号\nA1,林小美,小满二店:小美\n"))
    assert found(empty, "A1").shops == (SHOP, "小满二店")
    import_roster(empty, write("三.csv", "工号,姓名,店铺\nA1,林小美,小满三店\n"))
    assert found(empty, "A1").shops == ("小满三店",)


def test_a_bare_account_of_several_shops_is_in_each(empty: Book, write: Write) -> None:
    report = import_roster(empty, write("多店.csv", f"工号,姓名,子账号,店铺\nA1,林小美,小美,{SHOP}；小满二店\n"))
    assert report.created == (("shop", "小满二店"),)
    assert [one.full for one in found(empty, "A1").accounts] == [f"{SHOP}:小美", "小满二店:小美"]
    assert [shop.name for shop in shops(empty)] == [SHOP, "小满二店"]


@pytest.mark.parametrize("days", ["2026-10-16,", "2026-10-01,2026-10-15"])
def test_an_account_of_somebody_else_is_refused_with_both_names(book: Book, write: Write, days: str) -> None:
    text = f"工号,姓名,子账号,店铺,入职日期,离职日期\nA9,新人,小美,{SHOP},{days}\n"
    report = import_roster(book, write("占用.csv", text))
    assert (report.stored, codes(report.problems)) == (False, ["account_taken"])
    problem = report.problems[0]
    assert (problem.cell, problem.params["name"], problem.params["other_name"]) == ("C2", "新人", "林小美")
    assert len(agents(book)) == 3


def test_an_account_may_follow_whoever_left(book: Book, write: Write) -> None:
    text = f"工号,姓名,岗位,子账号,店铺,入职日期\nA9,新人,售后,敏敏,{SHOP},2026-10-01\n"
    assert import_roster(book, write("接手.csv", text)).problems == ()
    assert found(book, "A3").accounts[0].last == date(2026, 9, 30)
    assert found(book, "A9").accounts[0].first == date(2026, 10, 1)
    assert refusal(lambda: set_agent(book, "A3", {"left": ""}, OCTOBER)) == ["account_taken"]
    assert found(book, "A3").left == date(2026, 9, 30)


def test_a_company_is_a_payee(empty: Book, write: Write) -> None:
    import_roster(empty, write("外包.csv", "工号,姓名,岗位,小组\nW1,云客服,外包,外包组\nW2,小云,外包成员,外包组\n"))
    assert [(agent.kind, agent.position) for agent in agents(empty)] == [("team", "外包"), ("person", "外包成员")]


def somebody(name: str, position: str, account: str, hired: date | None = None) -> RosterRow:
    return RosterRow(
        row=0,
        number="",
        name=name,
        position=position,
        shops=(SHOP,),
        accounts=(Account(shop=SHOP, name=account),),
        hired=hired,
    )


def test_a_new_agent_gets_a_number_a_shop_and_an_account(book: Book) -> None:
    number = add_agent(book, somebody(" 夏岚 ", "售前", "夜班01", hired=date(2026, 10, 8)))
    (agent,) = (one for one in agents(book, OCTOBER) if one.number == number)
    assert (number, agent.name, agent.position, agent.shops, agent.hired) == (
        "A001",
        "夏岚",
        "售前",
        (SHOP,),
        date(2026, 10, 8),
    )
    assert [account.full for account in agent.accounts] == [f"{SHOP}:夜班01"]
    assert add_agent(book, somebody("夏岚", "新岗位", "夜班02")) == "A002"


def test_a_new_agent_needs_a_name_and_an_account_that_nobody_has(book: Book) -> None:
    assert refusal(lambda: add_agent(book, somebody(" ", "售前", "夜班01"))) == ["agent_name_blank"]
    assert refusal(lambda: add_agent(book, somebody("夏岚", "售前", "小美"))) == ["account_taken"]


def test_an_account_comes_back_after_a_stand_in(book: Book) -> None:
    move_account(book, f"{SHOP}:小美", "A2", date(2026, 10, 12), date(2026, 10, 18))
    ranges = sorted(
        (str(account.first or ""), str(account.last or ""), agent.number)
        for agent in agents(book, OCTOBER)
        for account in agent.accounts
        if account.name == "小美"
    )
    assert [one[2] for one in ranges] == ["A1", "A2", "A1"]
    assert ranges[1][:2] == ("2026-10-12", "2026-10-18")
    assert ranges[2][0] == "2026-10-19"
