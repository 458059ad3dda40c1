"""The strings of a payslip: formulas that come out by hand, signs, sums, what is left out."""

import json
from fractions import Fraction
from pathlib import Path

import pytest
from msgspec.structs import replace

from app.domain.money import exact, to_fen
from app.domain.payline import Gain, NearMiss
from app.domain.trace import Trace
from app.texts import Texts
from app.wording.payslip import line_name, near_miss_facts, payslip_facts
from app.wording.reasons import Reasons
from app.wording.sources import SourceMarks
from tests.documents.slips import FILES, facts, figure, incident, items, lines, payslip, run

UPPERCASE = json.loads((Path(__file__).parent.parent / "data" / "rmb_uppercase.json").read_text("utf-8"))
ZH = Texts()
SPACE = "\u00a0"


def reason(trace: Trace) -> tuple[str, ...]:
    return tuple(text.replace(SPACE, " ") for text in Reasons(SourceMarks(FILES), ZH).line(trace))


def score_reason(trace: Trace) -> str:
    return Reasons(SourceMarks(FILES), ZH).score(trace).replace(SPACE, " ")


@pytest.mark.parametrize(("amount", "words"), UPPERCASE)
def test_the_net_in_words(amount: str, words: str) -> None:
    fen = to_fen(exact(amount))
    if fen >= 0:
        assert facts(payslip(gross=fen, deductions=0, net=fen)).uppercase == words


def test_a_payslip_adds_up_in_print() -> None:
    slip = facts(payslip())
    assert (slip.earnings.total, slip.deductions and slip.deductions.total, slip.net) == (
        "8,205.53",
        "−100.00",
        "¥8,105.53",
    )
    assert slip.subtraction == "8,205.53 − 100.00 = 8,105.53"
    assert facts(payslip(net=-5, gross=0, deductions=5)).net == "−¥0.05"


def test_a_blocked_payslip_is_not_printed() -> None:
    with pytest.raises(ValueError, match="A001"):
        payslip_facts(payslip(net=None), run(), FILES, ZH)


def test_the_reasons_of_the_model_payslip() -> None:
    assert [[text.replace(SPACE, " ") for text in line.reasons] for line in facts(payslip()).earnings.lines] == [
        ["P3 底薪 2,500.00"],
        ["得分 89.75 % × 绩效基数 2,000.00 [1]"],
        [
            "询单销售额 102,415.20 [2] × 3.5 %（整额计） = 3,584.532，四舍五入到分",
            "询单转化率 34.75 % = 417 [3] ÷ 1,200 [4]，达到 30.5 %，未到 35 %",
        ],
        ["63 次 [5] × 2.00（满 50）"],
        ["10-03 国庆值班 +150.00 [6]；10-18 买家表扬 +50.00 [7]"],
    ]


BASE = Trace("base_of_agent", exact("3100"), "CNY")


@pytest.mark.parametrize(
    ("rule", "params", "printed"),
    [
        ("employed_calendar", {"days": "15", "month_days": "31"}, "在职 15 天 ÷ 31 天"),
        (
            "employed_calendar_probation",
            {"days": "20", "month_days": "31", "probation_days": "20", "rate": "0.8"},
            "试用 20 天 × 80 % ÷ 31 天",
        ),
        (
            "employed_calendar_probation",
            {"days": "31", "month_days": "31", "probation_days": "11", "rate": "0.80"},
            "（转正 20 天 + 试用 11 天 × 80 %） ÷ 31 天",
        ),
        ("employed_attendance", {"days": "15.5", "month_days": "21.75", "employed": "20"}, "出勤 15.5 天 ÷ 21.75"),
        (
            "employed_attendance_probation",
            {"days": "15", "month_days": "21.75", "employed": "20", "probation_days": "5", "rate": "0.8"},
            "出勤 15 天 ÷ 21.75 × （转正 15 天 + 试用 5 天 × 80 %） ÷ 在职 20 天",
        ),
    ],
)
def test_a_part_of_the_month_is_a_formula(rule: str, params: dict[str, str], printed: str) -> None:
    part = Trace(rule, Fraction(1, 2), "ratio", {"probation_days": "0", "rate": "0.8", **params})
    line = Trace("base_part", exact("1550"), "CNY", {"base": "3100"}, (BASE, part))
    assert reason(line) == (f"本人底薪 3,100.00 × {printed}",)


def test_slices_are_written_out_and_one_slice_is_one_formula() -> None:
    sales = figure("sales_amount", "150000", "CNY", 1, "H2")
    first = Trace("slice", exact("500"), "CNY", {"from": "0", "amount": "100000", "rate": "0.005"})
    second = Trace("slice", exact("500"), "CNY", {"from": "100000", "amount": "50000", "rate": "0.01"})
    params = {"metric": "sales_amount", "amount": "150000"}
    assert reason(Trace("commission_marginal", exact("1000"), "CNY", params, (sales, first, second))) == (
        "销售额 150,000.00 [1]，分段计",
        "100,000.00 × 0.5 % = 500.00；100,000.00 起 50,000.00 × 1 % = 500.00",
    )
    assert reason(Trace("commission_marginal", exact("500"), "CNY", params, (sales, first))) == (
        "销售额 150,000.00 [1] × 0.5 %（分段计）",
    )


def test_a_ladder_before_its_first_step_says_so() -> None:
    pieces = figure("followup_sales", "3", "times", 3, "K2")
    params = {"count": "3", "metric": "followup_sales", "price": "0", "threshold": ""}
    assert reason(Trace("piece_none", exact("0"), "CNY", params, (pieces,))) == ("3 次 [1]，没到起算数",)


@pytest.mark.parametrize(
    ("trace", "printed"),
    [
        (Trace("deductions", exact("10"), "points", {"deducted": "0", "full": "10"}), "没有扣分"),
        (Trace("bonus", exact("0"), "points", {"cap": "10"}), "没有加分"),
        (
            Trace("bonus", exact("3"), "points", {}, (incident("2026-10-11", "大单", "3", 4, unit="points"),)),
            "加分：10-11 大单 3 [1]",
        ),
        (Trace("no_peers_full", exact("10"), "points", {"full": "10"}), "没有可比的人，给满分"),
        (Trace("no_data", None, "", {"metric": "orders"}), "没有数据，不计分"),
        (items()[1].trace, "目标 240.00 元"),
        (items()[4].trace, "同组均值 2,164.5 人，封顶 10"),
    ],
)
def test_what_stands_behind_the_points_of_an_item(trace: Trace, printed: str) -> None:
    assert score_reason(trace) == printed


@pytest.mark.parametrize(("rule", "printed"), [("no_target", "没有目标，不计分"), ("no_peers", "没有可比的人，不计分")])
def test_an_item_left_out_prints_why(rule: str, printed: str) -> None:
    ratio = Trace(
        "ratio", Fraction(1, 2), "ratio", {"metric": "inquiry_conversion", "numerator": "1", "denominator": "2"}
    )
    assert score_reason(Trace(rule, None, "", {"metric": "inquiry_conversion"}, (ratio,))) == printed


def test_a_waived_item_is_left_out_with_its_reason() -> None:
    left_out = replace(items()[5], points=None, trace=Trace("waived", None, "", {"reason": "没有抽检"}))
    rows = facts(payslip(items=(left_out,), waivers=(("quality", "没有抽检"),))).score_rows
    assert [(row.points, row.detail) for row in rows] == [("–", "已豁免：没有抽检")]


def test_a_waived_line_and_lines_without_input_are_notes() -> None:
    missing = Trace("not_given", None, "", {"item": "追单", "metric": "followup_sales"})
    waived = Trace("waived", None, "", {"item": "提成", "reason": "试用期不提"})
    waivers = (("commission", "试用期不提"), ("quality", "没有抽检"), ("小满:夜班", "两人商量好了"))
    slip = facts(payslip(waivers=waivers, not_given=(missing, waived)))
    assert slip.notes == (
        "追单：没有数据，这一行不算",
        "已豁免「提成」：试用期不提",
        "已豁免「小满:夜班」：两人商量好了",
    )


def test_a_near_miss_names_what_is_needed_and_what_it_would_have_paid() -> None:
    gains = (Gain(code="commission", name="提成", amount=51208), Gain(code="x", name="补差", amount=-100))
    miss = NearMiss(
        metric="inquiry_conversion", threshold=exact("0.35"), needed=Fraction(3), unit="people", gains=gains
    )
    found = near_miss_facts(miss, ZH)
    assert found.text == f"再成交 3 人，询单转化率就到 35{SPACE}%，提成多 ¥512.08，补差少 ¥1.00。"
    assert found.bold == ("3 人", "¥512.08", "¥1.00")
    ladder = NearMiss(metric="followup_sales", threshold=exact("50"), needed=Fraction(2), unit="times", gains=gains[:1])
    assert near_miss_facts(ladder, ZH).text == "再多 2 次，追销成功数就到 50 次，提成多 ¥512.08。"


def test_lines_that_no_scheme_names_have_words() -> None:
    assert line_name("incident:fine", "", ZH) == "罚扣"
    assert line_name("adjustment", "", ZH) == line_name("adjustment:2", "", ZH) == "补发补扣"
    assert line_name("commission", "提成", ZH) == "提成"


def test_draft_and_sealed() -> None:
    assert (facts(payslip()).draft, facts(payslip()).seal) == ("草稿", "")
    sealed = facts(payslip(), sealed=True)
    assert (sealed.draft, sealed.seal, sealed.state) == ("", "小满家纺", "已封账 2026-11-05")


@pytest.mark.parametrize("language", ["zh_CN", "zh_TW", "en"])
def test_no_code_is_left_in_the_strings(language: str) -> None:
    slip = facts(payslip(), language)
    said = [text for line in slip.earnings.lines for text in line.reasons] + [row.detail for row in slip.score_rows]
    rules = {line.trace.rule for line in lines()} | {item.trace.rule for item in items()}
    assert not rules & set(said)
