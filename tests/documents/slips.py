"""Hand-made payslips to print: short and long, plain and odd."""

from datetime import date
from fractions import Fraction

from msgspec.structs import replace

from app.domain.money import exact, yuan
from app.domain.month import PayMonth
from app.domain.payline import (
    DEDUCTION,
    EARNING,
    Gain,
    ItemResult,
    NearMiss,
    PayLine,
    PayRun,
    Payslip,
)
from app.domain.source import Source, SourceFile
from app.domain.trace import Trace
from app.texts import Texts
from app.wording.facts import PayslipFacts
from app.wording.payslip import payslip_facts

FILES = {
    1: SourceFile("客服销售分析_20261001_20261031.xlsx", "Sheet1"),
    2: SourceFile("自制报表-报表查看-客服绩效_20261001_20261031_全部.xlsx", "Sheet1"),
    3: SourceFile("自定义报表_客服数据_2026-10-01至2026-10-31.xlsx", "客服数据"),
    4: SourceFile("奖惩记录.xlsx", "10月"),
    5: SourceFile("花名册.xlsx", "名单"),
}


def figure(metric: str, value: str, unit: str, number: int, *cells: str) -> Trace:
    """A figure read from cells."""
    return Trace("metric", exact(value), unit, {"metric": metric}, (), (Source(number, cells),))


def conversion() -> Trace:
    """417 of 1,200."""
    parts = (
        figure("inquiry_paid_users", "417", "people", 2, "B2"),
        figure("inquiry_users", "1200", "people", 2, "C2"),
    )
    return Trace(
        "ratio",
        Fraction(417, 1200),
        "ratio",
        {"metric": "inquiry_conversion", "numerator": "417", "denominator": "1200"},
        parts,
    )


def pay_line(code: str, name: str, fen: int, trace: Trace, kind: str = EARNING) -> PayLine:
    """A line whose trace carries its amount."""
    return PayLine(code=code, name=name, kind=kind, amount=fen, trace=replace(trace, value=yuan(fen), unit="CNY"))


def incident(day: str, kind: str, value: str, row: int, *, unit: str = "CNY", note: str = "") -> Trace:
    """A dated event."""
    params = {"day": day, "kind": kind, "note": note}
    return Trace("incident", exact(value), unit, params, (), (Source(4, (f"F{row}",)),))


def lines() -> tuple[PayLine, ...]:
    """The lines of the model payslip: 8,205.53 − 100.00 = 8,105.53."""
    base = Trace("base_of_grade", exact("2500"), "CNY", {"grade": "P3"})
    score = (
        Trace("printed_score", exact("89.75"), "points"),
        Trace("performance_of_agent", exact("2000"), "CNY", {}, (), (Source(5, ("H2",)),)),
    )
    sales = figure("inquiry_sales_amount", "102415.20", "CNY", 1, "H2")
    tier = Trace(
        "tier",
        exact("0.035"),
        "rate",
        {"metric": "inquiry_conversion", "next": "0.35|ratio", "threshold": "0.305|ratio", "rate": "0.035"},
        (conversion(),),
    )
    commission = {"amount": "102415.2", "rate": "0.035", "metric": "inquiry_sales_amount", "exact": "3584.532"}
    pieces = figure("followup_sales", "63", "times", 3, "K2")
    rewards = (
        incident("2026-10-03", "国庆值班", "150", 3),
        incident("2026-10-18", "表扬", "50", 9, note="买家表扬"),
    )
    return (
        pay_line("base", "底薪", 250000, Trace("base", None, "", {"base": "2500"}, (base,))),
        pay_line(
            "performance",
            "绩效工资",
            179500,
            Trace("performance", None, "", {"score": "89.75", "amount": "2000"}, score),
        ),
        pay_line("commission", "提成", 358453, Trace("commission", None, "", commission, (sales, tier))),
        pay_line(
            "followup",
            "追单",
            12600,
            Trace(
                "piece",
                None,
                "",
                {"count": "63", "metric": "followup_sales", "price": "2", "threshold": "50"},
                (pieces,),
            ),
        ),
        pay_line("incident", "奖惩", 20000, Trace("incident_money", None, "", {}, rewards)),
        pay_line(
            "incident:fine",
            "",
            10000,
            Trace("incident_fine", None, "", {}, (incident("2026-10-21", "投诉", "-100", 12),)),
            DEDUCTION,
        ),
    )


def item(
    key: str,
    name: str,
    full: str,
    points: str | None,
    trace: Trace,
    *,
    parent: str = "",
    value: Fraction | None = None,
    unit: str = "",
) -> ItemResult:
    """A score item's result."""
    return ItemResult(
        id=key,
        name=name,
        full=full,
        points=None if points is None else exact(points),
        trace=trace,
        parent=parent,
        value=value,
        unit=unit,
    )


def items() -> tuple[ItemResult, ...]:
    """The score of the model payslip: 89.75."""
    value = figure("average_order_value", "245.6", "CNY/person", 1, "J2")
    target = Trace("target", exact("240"), "CNY/person", {"level_word": "grade", "key": "P3"})
    seconds = figure("response_seconds", "12.3", "s", 2, "L2")
    received = figure("received_users", "2318", "people", 2, "D2")
    mean = Trace("peer_mean", Fraction(4329, 2), "people", {"count": "4", "group": "position=售前", "metric": ""})
    band = {"threshold": "0.305|ratio", "points": "24", "full": "30"}
    quality = Trace("mark", exact("18.4"), "points", {"item": "聊天质检", "note": "第 3 通语气偏硬"})
    kinds = (incident("2026-10-21", "投诉", "1", 12, unit="points"),)
    return (
        item(
            "conversion",
            "询单转化率",
            "30",
            "24",
            Trace("bands_more", exact("24"), "points", band, (conversion(),)),
            value=Fraction(417, 1200),
            unit="ratio",
        ),
        item(
            "aov",
            "客单价",
            "15",
            "15.35",
            Trace("attainment_more", exact("15.35"), "points", {"full": "15"}, (value, target)),
            value=exact("245.6"),
            unit="CNY/person",
        ),
        item(
            "response",
            "平均响应时间",
            "15",
            "13",
            Trace("bands_less", exact("13"), "points", {"threshold": "15|s", "points": "13", "full": "15"}, (seconds,)),
            value=exact("12.3"),
            unit="s",
        ),
        item(
            "care",
            "服务态度",
            "10",
            "9",
            Trace("deductions", exact("9"), "points", {"deducted": "1", "full": "10"}, kinds),
        ),
        item(
            "received",
            "接待人数",
            "10",
            "10",
            Trace("peers_more", exact("10"), "points", {"capped": "10", "full": "10"}, (received, mean)),
            value=exact("2318"),
            unit="people",
        ),
        item("quality", "聊天质检", "20", "18.40", Trace("manual", exact("18.4"), "points", {}, (quality,))),
    )


def payslip(**changes: object) -> Payslip:
    """The model payslip, with changes."""
    slip = Payslip(
        number="A001",
        name="林晓月",
        kind="person",
        position="售前",
        grade="P3",
        team="暖阳组",
        shops=("小满家纺旗舰店",),
        scheme="售前 · 底薪拆分",
        version=2,
        state="computed",
        score=exact("89.75"),
        items=items(),
        lines=lines(),
        gross=820553,
        deductions=10000,
        net=810553,
        near_miss=(
            NearMiss(
                metric="inquiry_conversion",
                threshold=exact("0.35"),
                needed=Fraction(3),
                unit="people",
                gains=(
                    Gain(code="commission", name="提成", amount=51208),
                    Gain(code="performance", name="绩效工资", amount=6000),
                ),
            ),
        ),
        attended=Fraction(22),
    )
    return replace(slip, **changes)


def run(*slips: Payslip, business: str = "小满家纺") -> PayRun:
    """A month of these payslips."""
    return PayRun(month=PayMonth(2026, 10), pay_date=date(2026, 11, 10), business=business, payslips=slips)


def facts(slip: Payslip, language: str = "zh_CN", business: str = "小满家纺", *, sealed: bool = False) -> PayslipFacts:
    """The printed strings of a payslip."""
    texts = Texts(language)
    return payslip_facts(
        slip,
        run(slip, business=business),
        FILES,
        texts,
        sealed=sealed,
        sealed_on="2026-11-05" if sealed else "",
    )


def big() -> Payslip:
    """Six-digit amounts, a rare and long name, three shops, thirteen items, a reason that needs a second page."""
    rewards = tuple(
        incident(f"2026-10-{day:02d}", "大单奖励", "35.5", day, note="双十一预热直播间连单，客户当场加购两件")
        for day in range(1, 22)
    )
    scaled = [replace(line, amount=line.amount * 100) for line in lines()]
    scaled[4] = replace(scaled[4], trace=replace(scaled[4].trace, inputs=rewards))
    more = tuple(
        replace(items()[0], id=f"x{n}", name=f"第 {n} 项考核", full="5", parent="quality" if n % 2 else "")
        for n in range(7)
    )
    return payslip(
        name="阿不都热依木江·买买提玉素甫艾力㛃䶮𠮷喆犇",
        shops=("小满家纺旗舰店", "小满拼多多官方专营店", "小满抖音生活馆"),
        lines=tuple(scaled),
        items=(*items(), *more),
        gross=82055300,
        deductions=1000000,
        net=81055300,
        waivers=(("quality", "10 月没有抽检"),),
    )
