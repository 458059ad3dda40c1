"""The invented shops and people of the demonstration, and their figures of any month."""

from datetime import date
from decimal import Decimal
from hashlib import sha256

import msgspec

from app.documents.demo_sheets import AccountMonth, Cell
from app.domain.month import PayMonth

BUSINESS = "云朵青禾电商（演示）"
CLOUD, SNACKS, SNACKS_PDD, SNACKS_DOUYIN = "云朵家居旗舰店", "青禾零食铺", "青禾拼多多店", "青禾抖音店"
SHOPS = {CLOUD: "tmall", SNACKS: "taobao", SNACKS_PDD: "pdd", SNACKS_DOUYIN: "douyin"}
"""Shop → platform."""

_SHARES = {CLOUD: 100, SNACKS: 50, SNACKS_PDD: 30, SNACKS_DOUYIN: 20}
_SNACK_SHOPS = (SNACKS, SNACKS_PDD, SNACKS_DOUYIN)


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """One invented agent.

    ``volume`` is how many people ask in a usual month, ``inquiry`` and ``conversion`` are per mille, ``price`` is the usual
    order in fen, ``nick`` "" for who has no account.
    """

    number: str
    name: str
    position: str
    grade: str
    team: str
    shift: str
    base: int
    performance: int
    nick: str
    shops: tuple[str, ...]
    hired: date
    volume: int = 0
    inquiry: int = 545
    conversion: int = 0
    price: int = 0
    regular_from: date | None = None


def _cloud(number: str, name: str, position: str, grade: str, shift: str, nick: str, **figures: int) -> Person:
    base, performance = figures.pop("base"), figures.pop("performance")
    return Person(
        number=number,
        name=name,
        position=position,
        grade=grade,
        team="云朵组",
        shift=shift,
        base=base,
        performance=performance,
        nick=nick,
        shops=(CLOUD,),
        hired=date(2025, int(number[1:]) % 12 + 1, 1),
        **figures,
    )


def _snacks(number: str, name: str, position: str, grade: str, nick: str, **figures: int) -> Person:
    base, performance = figures.pop("base"), figures.pop("performance")
    return Person(
        number=number,
        name=name,
        position=position,
        grade=grade,
        team="青禾组",
        shift="早班" if int(number[1:]) % 2 else "晚班",
        base=base,
        performance=performance,
        nick=nick,
        shops=_SNACK_SHOPS,
        hired=date(2025, int(number[1:]), 1),
        **figures,
    )


_NEWCOMER = _snacks(
    "A009", "刘思琪", "售前", "P1", "思琪", base=2000, performance=600, volume=1150, conversion=303, price=8800
)

PEOPLE: tuple[Person, ...] = (
    _cloud("A001", "林小美", "售前", "P3", "早班", "小美", base=2600, performance=1200, volume=3150, conversion=412, price=10200),
    _cloud("A002", "周子涵", "售前", "P2", "晚班", "子涵", base=2300, performance=1000, volume=2700, conversion=346, price=9650),
    _cloud("A003", "王梓萱", "售前", "P1", "早班", "梓萱", base=2000, performance=800, volume=2450, conversion=301, price=9300),
    _cloud("A004", "陈昊", "售后", "P2", "早班", "陈昊", base=2600, performance=1200, volume=2900, inquiry=90, conversion=260, price=9000),
    _cloud("A005", "何雨欣", "售后", "P1", "晚班", "雨欣", base=2400, performance=1000, volume=2600, inquiry=85, conversion=240, price=8800),
    _cloud("A006", "赵敏", "VIP", "P4", "早班", "赵敏", base=3000, performance=1600, volume=1300, conversion=455, price=26800),
    _cloud("A007", "孙国强", "主管", "P4", "早班", "", base=4500, performance=2500),
    _snacks("A008", "杨帆", "售前", "P2", "杨帆", base=2200, performance=1000, volume=3600, conversion=347, price=9100),
    msgspec.structs.replace(_NEWCOMER, hired=date(2026, 10, 12), regular_from=date(2027, 1, 12)),
    _snacks("A010", "黄若曦", "综合", "P2", "若曦", base=2400, performance=1100, volume=2500, inquiry=320, conversion=365, price=8700),
    _snacks("A011", "徐朵", "综合", "P1", "朵朵", base=2200, performance=900, volume=2200, inquiry=300, conversion=331, price=8500),
    _snacks("A012", "朱㛃", "售后", "P3", "㛃", base=2800, performance=1300, volume=3000, inquiry=80, conversion=250, price=8600),
)  # fmt: skip
"""Everybody, in order of their numbers."""


def pick(low: int, high: int, *key: object) -> int:
    """A whole number from ``low`` to ``high``, the same for the same key on every machine."""
    digest = sha256("/".join(map(str, key)).encode()).digest()
    return low + int.from_bytes(digest[:8]) % (high - low + 1)


def employed(month: PayMonth) -> tuple[Person, ...]:
    """Who works for the business in the month."""
    return tuple(person for person in PEOPLE if person.hired <= month.last)


def shop_month(shop: str, month: PayMonth) -> tuple[AccountMonth, ...]:
    """The figures of every account of the shop."""
    return tuple(
        _account_month(person, shop, month) for person in employed(month) if person.nick and shop in person.shops
    )


def _account_month(person: Person, shop: str, month: PayMonth) -> AccountMonth:
    key = (person.number, shop, month)
    consulted = person.volume * _SHARES[shop] * pick(930, 1070, "volume", *key) // 100_000
    unreplied = consulted * pick(4, 13, "unreplied", *key) // 1000
    received = consulted - unreplied
    valid = received * pick(975, 988, "valid", *key) // 1000
    inquiry = valid * (person.inquiry + pick(-6, 6, "inquiry", *key)) // 1000
    inquiry_paid = inquiry * (person.conversion + pick(-5, 5, "conversion", *key)) // 1000
    inquiry_sales = inquiry_paid * person.price + pick(0, 9_999, "sales", *key)
    paid = inquiry_paid * pick(1070, 1110, "paid", *key) // 1000
    sales = inquiry_sales * pick(1080, 1130, "all sales", *key) // 1000
    very_satisfied = received * pick(70, 90, "very", *key) // 1000
    buyer_messages = consulted * pick(550, 620, "messages", *key) // 100
    return AccountMonth(
        shop=shop,
        account=person.nick,
        group=f"{person.position}组",
        consulted=consulted,
        unreplied=unreplied,
        valid=valid,
        slow=consulted * pick(8, 16, "slow", *key) // 1000,
        inquiry=inquiry,
        inquiry_paid=inquiry_paid,
        inquiry_sales=inquiry_sales,
        ordered=inquiry_paid * pick(1090, 1140, "ordered", *key) // 1000,
        ordered_amount=inquiry_sales * pick(1090, 1140, "ordered sum", *key) // 1000,
        paid=paid,
        sales=sales,
        refund=sales * pick(22, 58, "refund", *key) // 1000,
        items=paid * pick(140, 160, "items", *key) // 100,
        orders=paid * pick(102, 107, "orders", *key) // 100,
        response=pick(1180, 2450, "response", *key),
        first_response=pick(480, 980, "first", *key),
        three_minute=pick(9910, 9985, "three", *key),
        very_satisfied=very_satisfied,
        satisfied=very_satisfied * pick(25, 35, "satisfied", *key) // 100,
        neutral=very_satisfied * pick(2, 6, "neutral", *key) // 100,
        dissatisfied=pick(0, 3, "dissatisfied", *key),
        buyer_messages=buyer_messages,
        seller_messages=buyer_messages * pick(116, 124, "answers", *key) // 100,
        days=pick(21, 24, "days", *key),
    )


_ROSTER_HEAD: tuple[Cell, ...] = (
    "工号",
    "姓名",
    "岗位",
    "等级",
    "小组",
    "班次",
    "底薪",
    "绩效基数",
    "子账号",
    "店铺",
    "入职日期",
    "转正日期",
    "备注",
)


def roster_rows() -> list[list[Cell]]:
    """The roster sheet."""
    return [list(_ROSTER_HEAD), *(_roster_row(person) for person in PEOPLE)]


def _roster_row(person: Person) -> list[Cell]:
    return [
        person.number,
        person.name,
        person.position,
        person.grade,
        person.team,
        person.shift,
        person.base,
        person.performance,
        "；".join(f"{shop}:{person.nick}" for shop in person.shops if person.nick),
        "；".join(person.shops),
        person.hired.isoformat(),
        person.regular_from.isoformat() if person.regular_from else None,
        None,
    ]


_EVENTS = (
    ("A001", "表扬", 2, 30, "买家点名表扬"),
    ("A002", "投诉", -3, None, "回复太慢，买家投诉"),
    ("A003", "迟到", -1, -20, "迟到 15 分钟"),
    ("A004", "表扬", 2, None, "差评改好评"),
    ("A005", "投诉", -3, None, "说好的补发漏了登记"),
    ("A006", "大单", 3, 80, "企业团购 60 套"),
    ("A008", "大单", 3, 50, "公司下午茶团购"),
    ("A010", "替班", 2, None, "国庆替班"),
    ("A012", "表扬", 2, None, "安抚破损件买家"),
)


def incident_rows(month: PayMonth) -> list[list[Cell]]:
    """The incident sheet of the month: two of three people have something noted."""
    names = {person.number: person.name for person in employed(month)}
    rows: list[list[Cell]] = [["日期", "工号", "姓名", "类型", "分数", "金额", "说明"]]
    for number, kind, points, money, note in _EVENTS:
        if pick(0, 2, "incident", number, month) or number in ("A003", "A008"):
            day = f"{month}-{pick(1, month.days, 'day', number, month):02d}"
            rows.append([day, number, names[number], kind, points, money, note])
    return rows


def attendance_rows(month: PayMonth) -> list[list[Cell]]:
    """The attendance sheet of the month."""
    head: list[Cell] = [
        "工号",
        "姓名",
        "应出勤天数",
        "出勤天数",
        "事假天数",
        "病假天数",
        "旷工天数",
        "迟到次数",
        "早退次数",
    ]
    return [head, *(_attendance_row(person, month) for person in employed(month))]


def _attendance_row(person: Person, month: PayMonth) -> list[Cell]:
    due = 23 if person.hired <= month.first else 15
    away = Decimal(pick(0, 2, "leave", person.number, month)) / 2
    late = 1 if person.number == "A003" else 0
    return [person.number, person.name, due, due - away, away, 0, 0, late, 0]
