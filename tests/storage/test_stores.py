"""What a store was given it gives back, and replaces what it says it replaces."""

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.inputs import Incident, Mark, MonthInputs, Observation, Target
from app.domain.month import PayMonth
from app.domain.people import Account
from app.domain.source import Source, SourceFile
from app.storage import (
    accounts,
    agents,
    imports,
    incidents,
    marks,
    meta,
    month_inputs,
    names,
    observations,
    opening,
    recognition,
    shops,
    targets,
    terms,
)
from app.storage.accounts import OwnedAccount
from app.storage.agents import AgentRecord
from app.storage.book import Book
from app.storage.codec import from_json, to_json
from app.storage.imports import ImportRecord
from app.storage.observations import Places
from app.storage.terms import Term

OCTOBER = PayMonth(2026, 10)
NOW = datetime(2026, 11, 1, 8, tzinfo=UTC)


def record(file: str = "a.xlsx", **more: object) -> ImportRecord:
    values: dict[str, object] = {
        "id": 0,
        "kind": "sheet",
        "month": "2026-10",
        "file": file,
        "sheet": "数据",
        "sha256": file,
        "imported_at": NOW,
    }
    return ImportRecord(**{**values, **more})  # pyright: ignore[reportArgumentType]


def seen(
    account: str,
    metric: str,
    value: int | None,
    *,
    first: date = OCTOBER.first,
    last: date = OCTOBER.last,
    family: str = "sycm",
    cell: str = "D7",
) -> Observation:
    return Observation(
        shop="小满",
        account=account,
        metric=metric,
        first=first,
        last=last,
        family=family,
        value=None if value is None else Fraction(value),
        source=Source(0, (cell,)),
    )


def store(book: Book, found: list[Observation], file: str = "a.xlsx") -> int:
    with book.edit(month=OCTOBER) as db:
        number = imports.add(db, record(file))
        observations.put(db, found, number)
    return number


def test_a_new_file_replaces_what_it_contains_and_nothing_else(book: Book) -> None:
    store(book, [seen("小美", "orders", 5), seen("小美", "sales_amount", 90), seen("阿强", "orders", 7)])
    new = [seen("小美", "orders", 6, cell="B2"), seen("小美", "orders", 9, family="chitu")]
    leftovers = observations.only_in_earlier(book.db, new, (OCTOBER.first, OCTOBER.last), Places(new))
    second = store(book, new, "b.xlsx")
    found = {(one.account, one.metric, one.family): one for one in observations.of_month(book.db, OCTOBER)}
    assert {key: one.value for key, one in found.items()} == {
        ("小美", "orders", "sycm"): 6,
        ("小美", "orders", "chitu"): 9,
        ("小美", "sales_amount", "sycm"): 90,
        ("阿强", "orders", "sycm"): 7,
    }
    assert found["小美", "orders", "sycm"].source == Source(second, ("B2",))
    assert [(one.account, one.metrics, one.file) for one in leftovers] == [
        ("小美", ("sales_amount",), "a.xlsx"),
        ("阿强", ("orders",), "a.xlsx"),
    ]


def test_days_are_compared_with_days_and_months_with_months(book: Book) -> None:
    third = date(2026, 10, 3)
    store(book, [seen("小美", "orders", 5), seen("小美", "orders", 1, first=third, last=third)])
    fourth = date(2026, 10, 4)
    daily = [seen("小美", "orders", 2, first=fourth, last=fourth)]
    (leftover,) = observations.only_in_earlier(book.db, daily, (OCTOBER.first, OCTOBER.last), Places(daily))
    assert leftover.values == 1
    assert observations.only_in_earlier(book.db, daily, (fourth, fourth), Places(daily)) == ()


def test_not_yet_known_is_not_zero(book: Book) -> None:
    store(book, [seen("小美", "orders", None), seen("阿强", "orders", 0)])
    assert [one.value for one in observations.of_month(book.db, OCTOBER)] == [None, 0]


@settings(max_examples=15, deadline=None)
@given(st.one_of(st.fractions(), st.decimals(allow_nan=False, allow_infinity=False, places=6).map(Fraction)))
def test_figures_are_kept_exactly(tmp_path_factory: pytest.TempPathFactory, value: Fraction) -> None:
    path = tmp_path_factory.mktemp("book") / "b.jixin"
    opening.create(path)
    book = Book(path)
    mark = Mark(number="A1", item="item:chat", value=value, day=date(2026, 10, 2), note="旁注")
    with book.edit(month=OCTOBER) as db:
        agents.put(db, [AgentRecord(number="A1", name="小美")])
        marks.replace(db, OCTOBER, [mark])
    assert marks.of_month(book.db, OCTOBER) == (mark,)
    book.close()


def test_the_same_item_of_an_agent_is_replaced(book: Book) -> None:
    def mark(number: str, item: str, value: int, day: int) -> Mark:
        return Mark(number=number, item=item, value=Fraction(value), day=date(2026, 10, day))

    with book.edit(month=OCTOBER) as db:
        agents.put(db, [AgentRecord(number="A1", name="小美"), AgentRecord(number="A2", name="阿强")])
        first = [mark("A1", "x", 1, 1), mark("A1", "x", 2, 2), mark("A1", "y", 3, 1), mark("A2", "x", 4, 1)]
        assert marks.replace(db, OCTOBER, first) == ()
        removed = marks.replace(db, OCTOBER, [mark("A1", "x", 9, 5)])
    assert [one.value for one in removed] == [1, 2]
    assert [(one.number, one.item, one.value) for one in marks.of_month(book.db, OCTOBER)] == [
        ("A1", "x", 9),
        ("A1", "y", 3),
        ("A2", "x", 4),
    ]
    assert marks.of_month(book.db, OCTOBER.shift(1)) == ()


def test_imported_incidents_go_and_typed_ones_stay(book: Book) -> None:
    typed = Incident(number="A1", day=date(2026, 10, 2), kind="表扬", points=Fraction(2))
    with book.edit(month=OCTOBER) as db:
        agents.put(db, [AgentRecord(number="A1", name="小美")])
        number = imports.add(db, record("奖惩.xlsx", kind="incidents"))
        sheet = Incident(
            number="A1",
            day=date(2026, 10, 1),
            kind="投诉",
            money=Fraction(-50),
            note="说明",
            source=Source(number, ("A2", "D2")),
        )
        incidents.add(db, OCTOBER, [sheet, sheet, typed])
        assert incidents.of_month(db, OCTOBER) == (sheet, sheet, typed)
        assert incidents.remove_imported(db, OCTOBER) == (sheet, sheet)
    assert incidents.of_month(book.db, OCTOBER) == (typed,)


def test_dated_values_hold_from_their_month(book: Book) -> None:
    september = OCTOBER.shift(-1)
    with book.edit() as db:
        shops.add(db, "小满")
        agents.put(db, [AgentRecord(number="A1", name="小美", hired=date(2026, 1, 1))])
        agents.put_shops(db, "A1", ["小满"])
        for name in ("售前", "外包"):
            names.add(db, "position", name)
        terms.put(
            db,
            [
                Term(number="A1", key="position", from_month="", value="售前"),
                Term(number="A1", key="position", from_month="2026-10", value="外包"),
                Term(number="A1", key="base", from_month="2026-09", value="2000.5"),
                Term(number="A1", key="base", from_month="2026-10", value=""),
            ],
        )
        shops.put_setting(db, "小满", "pay_day", "31", "2026-10")
        targets.put(db, Target(metric="sales_amount", value=Fraction(5), level="shop", key="小满"), september)
        targets.put(db, Target(metric="sales_amount", value=Fraction(7), level="shop", key="小满"), OCTOBER)
        accounts.add(db, [OwnedAccount("A1", Account(shop="小满", name="小满:小美", last=date(2026, 10, 15)))])
    before, now = month_inputs.load(book.db, september), month_inputs.load(book.db, OCTOBER)
    (a,), (b,) = before.agents, now.agents
    assert (a.position, a.kind, a.base and a.base.value) == ("售前", "person", Fraction("2000.5"))
    assert (b.position, b.kind, b.base) == ("外包", "team", None)
    assert b.accounts[0].last == date(2026, 10, 15)
    assert (before.pay_date, now.pay_date) == (date(2026, 10, 15), date(2026, 11, 30))
    assert [one.value for one in (*before.targets, *now.targets)] == [5, 7]


def test_inputs_name_the_files_of_their_sources_and_survive_freezing(book: Book) -> None:
    with book.edit() as db:
        meta.put(db, "business", "小满客服")
        shops.add(db, "小满")
        agents.put(db, [AgentRecord(number="A1", name="小美")])
        imports.add(db, record("没用到.xlsx"))
    used = store(book, [seen("小美", "orders", 5)], "用到.xlsx")
    found = month_inputs.load(book.db, OCTOBER, families=("sycm",))
    assert found.files == {used: SourceFile("用到.xlsx", "数据")}
    assert from_json(to_json(found), MonthInputs) == found


def test_ignored_accounts_count_for_nobody(book: Book) -> None:
    store(book, [seen("测试号", "orders", 5), seen("小美", "orders", 6)])
    with book.edit() as db:
        recognition.put_ignored(db, "小满", "测试号", leave_out=True)
    assert [one.account for one in month_inputs.load(book.db, OCTOBER).observations] == ["小美"]
    with book.edit() as db:
        recognition.put_ignored(db, "小满", "测试号", leave_out=False)
    assert len(month_inputs.load(book.db, OCTOBER).observations) == 2


def test_the_attribution_rules_are_those_of_files_that_still_count(book: Book) -> None:
    for file, rule in (("a", "下单判定"), ("b", "付款判定")):
        with book.edit() as db:
            number = imports.add(db, record(file, shop="小满", attribution=rule))
            observations.put(db, [seen("小美", "orders", 5)], number)
    assert month_inputs.load(book.db, OCTOBER).attributions == {"小满": ("付款判定",)}
