"""What the team lines, pooled figures and levels say, in every language."""

from collections.abc import Iterator
from typing import Any

import pytest

from app.domain.inputs import MonthInputs
from app.domain.measured import measured_trace
from app.domain.observations import month_metrics
from app.domain.payrun import compute
from app.domain.people import Shop
from app.domain.trace import Trace
from app.texts import LANGUAGES, Texts
from app.wording.pending import flag_text, pending_text
from app.wording.traces import outline, trace_text
from tests.domain.build import SHOP, agent, day, incident, item, mark, month, scheme, seen
from tests.domain.pay.crew import account, crew, in_force, line_of, person, slips

ZH = Texts()
SALES = {"红组/小美": {"sales_amount": "600"}, "红组/小丽": {"sales_amount": "400"}, "红组/阿强": {}, "蓝组/敏敏": {"sales_amount": "1000"}}  # fmt: skip
TWO_SHOPS = agent("阿强", number="A8", shops=(SHOP, "二店"), accounts=(account("阿强"), account("阿强", "二店")))
RATINGS = month(
    seen("service_rating", "4.8", account=""), day("service_rating", "4.6", "31", account="", shop="二店"),
    seen("received_users", "300", account="阿强"), seen("received_users", "100", account="阿强", shop="二店"),
    agents=(TWO_SHOPS, agent("小美", number="A9", shops=("二店",))),
)  # fmt: skip


def plan(*rules: dict[str, Any], items: Any = ()) -> Any:
    return scheme(
        items=items,
        pay=[{"code": rule["type"], "name": f"第 {index} 行", "rule": rule} for index, rule in enumerate(rules)],
    )


def goal(**more: Any) -> dict[str, Any]:
    return {"type": "team_goal", "metric": "sales_amount", "target": "1000", "amount": "1000"} | more


def contest(**more: Any) -> dict[str, Any]:
    return {
        "type": "contest",
        "metric": "sales_amount",
        "amounts": ["5000", "0"],
        "noncash": ["奖杯", "请喝奶茶"],
    } | more


PENALTY = {"type": "team_penalty", "kind": "投诉", "amount": "100", "culprit_share": "0.5"}
LEAD = {"type": "supervisor", "amount": "sales_amount", "tier_metric": "response_seconds", "tiers": [["0", "0.01"]]}
SCORED = [item("100", {"type": "manual"}, id="hand")]
MARKS = tuple(
    mark("item:hand", points, who=f"A{index}") for index, points in enumerate(("80", "0", "0", "90"), start=1)
)


def months() -> Iterator[MonthInputs]:
    yield crew(SALES, plan(goal(), contest()))
    yield crew(SALES, plan(goal(share="sales", better="less"), contest(ties="each", noncash=[None, None])))
    yield crew(
        {**SALES, "蓝组/敏敏": {"sales_amount": "999"}}, plan(goal(target="1001"), contest(amounts=["500"], noncash=[]))
    )
    yield crew(SALES, plan(goal(share="score"), contest(metric="score"), items=SCORED), marks=MARKS)
    yield crew(SALES, plan(goal(share="sales", target="0")), marks=(mark("attendance:出勤天数", "0", who="A1"),))
    yield crew({"红组/小美": {"sales_amount": "0"}}, plan(goal(share="sales", target="0"), contest()))
    yield crew(SALES, plan(PENALTY), incidents=(incident("投诉", who="A1"), incident("投诉", who="A4")))
    people = {"小美": {"sales_amount": "600"}, "小丽": {"sales_amount": "1"}}
    rows = (seen("response_seconds", "9", account="小美", weight="5", weighed_by="turns"),)
    for rate in ({}, {"profit_rate": "0.3"}):
        boss = person("主管", position="主管", number="A0")
        given = crew(people, plan())
        yield month(*given.observations, *rows, agents=(boss, *given.agents), shops=(Shop(name=SHOP, settings={"profit_rate": "0.4"}),),
                    schemes=(in_force(plan()), in_force(plan(LEAD | rate), "主管")))  # fmt: skip


def traces() -> Iterator[Trace]:
    for inputs in months():
        for slip in compute(inputs).payslips:
            yield from (one.trace for one in slip.lines)
            yield from slip.not_given
    for one in month_metrics(RATINGS).agents:
        yield from (measured_trace(metric, measured) for metric, measured in one.metrics.items())


def rules(trace: Trace) -> set[str]:
    return {trace.rule}.union(*(rules(part) for part in trace.inputs))


def said(tree: Any) -> Iterator[str]:
    yield from (tree.label, tree.text)
    for child in tree.children:
        yield from said(child)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_words_and_every_word_its_figure(language: str) -> None:
    texts = Texts(language)
    for trace in traces():
        for text in said(outline(trace, {}, texts)):
            assert "{" not in text and "_" not in text, text


def test_all_of_the_reasons_were_asked() -> None:
    asked = set().union(*(rules(trace) for trace in traces()))
    assert asked >= {
        "team_goal", "goal_reached", "goal_reached_less", "goal_missed", "not_a_member", "no_sales_share",
        "shared_by_equal", "shared_by_score", "shared_by_sales", "shared_all_zero", "share_by_equal", "share_by_score",
        "share_by_sales", "share_without_sales", "left_over",
        "contest", "contest_with", "contest_noncash", "contest_place", "contest_ties_share", "contest_ties_each",
        "contest_alone", "contest_nothing", "people_sum", "people_mean", "people_mean_score", "person", "person_score",
        "team_penalty", "penalty_own", "penalty_of_other", "penalty_alone",
        "supervisor", "profit_rate_of_scheme", "profit_rate_of_shop", "person_left_out",
        "level_last", "level_weighted", "level_of_shop",
    }  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_block_has_words(language: str) -> None:
    texts = Texts(language)
    waiting = [
        crew(SALES, plan(goal(share="score"), contest(metric="score"), items=SCORED), marks=MARKS[:2]),
        month(agents=(person("主管", ""),), plan=plan(LEAD), shops=()),
        month(agents=(person("甲"), person("乙")), plan=plan(LEAD)),
        month(agents=(person("甲"), person("乙", position="售后")),
              schemes=(in_force(plan(goal(), contest())), in_force(plan(goal(amount="1"), contest(amounts=["1", "0"])), "售后"))),
    ]  # fmt: skip
    codes: set[str] = set()
    for inputs in waiting:
        for slip in compute(inputs).payslips:
            codes |= {one.code for one in slip.pending}
            for text in (
                *(pending_text(one, texts) for one in slip.pending),
                *(flag_text(one, texts) for one in slip.flags),
            ):
                assert "=" not in text and "_" not in text and "{" not in text, text
    assert codes >= {
        "member_without_score",
        "contest_without_score",
        "no_data_of_people",
        "team_line_differs",
        "contest_line_differs",
    }


def test_a_goal_that_was_missed_says_by_how_much() -> None:
    (missed,) = slips(crew({"一组/小美": {"inquiry_paid_users": "385", "inquiry_users": "1000"}},
                           plan(goal(metric="inquiry_conversion", target="0.40"))))["小美"].not_given  # fmt: skip
    assert trace_text(missed, ZH) == "一组的询单转化率是 38.5\u00a0%，没达到目标 40\u00a0%"


def test_a_penalty_says_who_and_how_it_was_divided() -> None:
    found = line_of(slips(crew(SALES, plan(PENALTY), incidents=(incident("投诉", who="A1"),)))["小丽"], "team_penalty")
    assert found is not None
    assert (
        trace_text(found.trace.inputs[0], ZH)
        == "小美的「投诉」共 100.00，本人承担 50\u00a0%，其余由当天上班的 2 人平摊"
    )


def test_a_rating_of_two_shops_says_its_weights() -> None:
    trace = measured_trace("service_rating", month_metrics(RATINGS).agents[0].metrics["service_rating"])
    assert trace_text(trace, ZH) == "各店按接待人数加权"
    assert [trace_text(part, ZH) for part in trace.inputs] == ["接待 300 人", "接待 100 人"]
