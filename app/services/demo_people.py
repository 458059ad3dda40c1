"""The invented shops and people of the demonstration, and their figures of any month."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256

import msgspec

from app.documents.demo_sheets import AccountMonth, Cell
from app.domain.money import decimal_text
from app.domain.month import PayMonth
from app.domain.people import COMPANY, COMPANY_MEMBER
from app.resources import resource_path


class DemoShop(msgspec.Struct, frozen=True):
    """A shop; ``share`` is the percentage of an agent's volume that it has, ``settings`` what ``set_shop`` takes."""

    name: str
    platform: str
    share: int
    settings: dict[str, str] = {}


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """One invented agent; money in yuan but ``price``, the usual order, in fen.

    ``volume`` is how many people ask in a usual month; ``inquiry`` and ``conversion`` are per mille. ``nick`` "" is
    for who has no account. ``insured`` is the base of the insurance shares (0: none), ``earlier`` a usual month's wage
    before the book's first month; ``terms`` are further keys of ``set_agent``.
    """

    number: str
    name: str
    position: str
    team: str
    grade: str = ""
    shift: str = ""
    base: int | None = None
    performance: int | None = None
    nick: str
    shops: tuple[str, ...]
    hired: date
    regular_from: date | None = None
    volume: int = 0
    inquiry: int = 545
    conversion: int = 0
    price: int = 0
    insured: int = 0
    earlier: int = 0
    terms: dict[str, str] = {}

    @property
    def attends(self) -> bool:
        """Whether the business keeps the person's attendance: a company sees to its own people."""
        return self.position not in (COMPANY, COMPANY_MEMBER)


class Event(msgspec.Struct, frozen=True):
    """Something that is noted of a person in most months."""

    number: str
    kind: str
    points: int | None
    money: int | None
    note: str


class InForce(msgspec.Struct, frozen=True):
    """Which template a position is on."""

    scheme: str
    position: str
    team: str = ""


class Figure(msgspec.Struct, frozen=True):
    """A figure that is typed for some positions, from ``low`` to ``high``, or per mille of another figure.

    With ``divided_by`` 100 the bounds are hundredths.
    """

    name: str
    positions: tuple[str, ...]
    low: int
    high: int
    per_mille_of: str = ""
    divided_by: int = 1


class Excused(msgspec.Struct, frozen=True):
    """An item that is waived for a person, and the typed figure that is missing for it."""

    number: str
    month: str
    code: str
    figure: str
    reason: str


class Corrected(msgspec.Struct, frozen=True):
    """Money that is paid later."""

    number: str
    month: str
    amount: str
    reason: str
    for_month: str


class DemoBusiness(msgspec.Struct, frozen=True):
    """The whole invented business, read from resources/demo/people.json."""

    business: str
    shops: tuple[DemoShop, ...]
    people: tuple[Person, ...]
    events: tuple[Event, ...]
    schemes: tuple[InForce, ...]
    figures: tuple[Figure, ...]
    waivers: tuple[Excused, ...]
    adjustments: tuple[Corrected, ...]

    def employed(self, month: PayMonth) -> tuple[Person, ...]:
        """Who works for the business in the month."""
        return tuple(person for person in self.people if person.hired <= month.last)


def read_business() -> DemoBusiness:
    """The invented business."""
    data = resource_path("demo", "people.json").read_bytes()
    return msgspec.json.decode(data, type=DemoBusiness)


def pick(low: int, high: int, *key: object) -> int:
    """A whole number from ``low`` to ``high``, the same for the same key on every machine."""
    digest = sha256("/".join(map(str, key)).encode()).digest()
    return low + int.from_bytes(digest[:8]) % (high - low + 1)


def shop_month(business: DemoBusiness, shop: DemoShop, month: PayMonth) -> tuple[AccountMonth, ...]:
    """The figures of every account of the shop."""
    people = (person for person in business.employed(month) if person.nick and shop.name in person.shops)
    return tuple(_account_month(person, shop, month) for person in people)


def _account_month(person: Person, shop: DemoShop, month: PayMonth) -> AccountMonth:
    key = (person.number, shop.name, month)
    consulted = person.volume * shop.share * pick(930, 1070, "volume", *key) // 100_000
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
        shop=shop.name,
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
        response=pick(880, 1620, "response", *key),
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


_ROSTER = "工号 姓名 岗位 等级 小组 班次 底薪 绩效基数 子账号 店铺 入职日期 转正日期 备注"
_ATTENDANCE = (
    "工号 姓名 应出勤天数 出勤天数 事假天数 病假天数 旷工天数 迟到次数 早退次数",
    "平时加班小时 休息日加班小时 节假日加班小时",
)
_SHARES = {
    "pension": Fraction(8, 100),
    "medical": Fraction(2, 100),
    "unemployment": Fraction(5, 1000),
    "fund": Fraction(5, 100),
}
"""The agent's shares of the demonstration; every city has its own."""

_EARLIER_MONTHS = 8
"""Wages of the tax year that were paid before the book's first month: those of December to July."""
_INCIDENTS = "日期 工号 姓名 类型 分数 金额 说明"


def roster_rows(business: DemoBusiness) -> list[list[Cell]]:
    """The roster sheet."""
    return [list(_ROSTER.split()), *(_roster_row(person) for person in business.people)]


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


def term_values(person: Person) -> dict[str, str]:
    """What ``set_agent`` is told of the person: shares of insurance, the tax year so far, advances."""
    shares = {name: person.insured * share for name, share in _SHARES.items() if person.insured}
    values = {name: _amount(share) for name, share in shares.items()}
    if person.earlier:
        special = sum(shares.values(), Fraction(0))
        withheld = max(Fraction(0), person.earlier - special - 5000) * Fraction(3, 100)
        monthly = {"income": Fraction(person.earlier), "special": special, "withheld": withheld}
        values |= {f"tax_opening_{name}": _amount(each * _EARLIER_MONTHS) for name, each in monthly.items()}
    return values | person.terms


def _amount(value: Fraction) -> str:
    return decimal_text(value, 2)


def incident_rows(business: DemoBusiness, month: PayMonth) -> list[list[Cell]]:
    """The incident sheet of the month: three of four events happen."""
    names = {person.number: person.name for person in business.employed(month)}
    rows: list[list[Cell]] = [list(_INCIDENTS.split())]
    for event in business.events:
        key = (event.number, month)
        if pick(0, 3, "incident", *key):
            day = f"{month}-{pick(1, month.days, 'day', *key):02d}"
            name = names[event.number]
            rows.append([day, event.number, name, event.kind, event.points, event.money, event.note])
    return rows


def attendance_rows(business: DemoBusiness, month: PayMonth) -> list[list[Cell]]:
    """The attendance sheet of the month."""
    people = (person for person in business.employed(month) if person.attends)
    heads: list[Cell] = [*" ".join(_ATTENDANCE).split()]
    return [heads, *(_attendance_row(person, month) for person in people)]


def _attendance_row(person: Person, month: PayMonth) -> list[Cell]:
    due = 23 if person.hired <= month.first else 15
    away = Decimal(pick(0, 2, "leave", person.number, month)) / 2
    late = pick(0, 1, "late", person.number, month)
    overtime = [pick(0, 6, kind, person.number, month) // 2 for kind in ("weekday", "rest")]
    return [person.number, person.name, due, due - away, away, 0, 0, late, 0, *overtime, 0]


def figure_rows(business: DemoBusiness, month: PayMonth) -> list[list[Cell]]:
    """The sheet of typed figures, a column for each; an empty cell is no data."""
    rows: list[list[Cell]] = [["工号", "姓名", *(figure.name for figure in business.figures)]]
    missing = {(one.number, one.figure) for one in business.waivers if one.month == str(month)}
    for person in business.employed(month):
        found: dict[str, Cell] = {}
        whole: dict[str, int] = {}
        for figure in business.figures:
            if person.position in figure.positions and (person.number, figure.name) not in missing:
                drawn = pick(figure.low, figure.high, figure.name, person.number, month)
                if figure.per_mille_of:
                    drawn = whole[figure.per_mille_of] * drawn // 1000
                whole[figure.name] = drawn
                found[figure.name] = drawn if figure.divided_by == 1 else Decimal(drawn) / figure.divided_by
        if found:
            rows.append([person.number, person.name, *(found.get(figure.name) for figure in business.figures)])
    return rows


def mark_value(full: Fraction, *key: object) -> Decimal:
    """A supervisor's mark in half points, from three quarters of ``full`` up."""
    halves = int(full * 2 * pick(78, 100, "mark", *key) / 100)
    return Decimal(halves) / 2
