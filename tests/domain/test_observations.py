"""From sheets to months: RULES 5 to 13, case by case."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.measured import Measured
from app.domain.observations import MonthMetrics, month_metrics
from app.domain.people import Account
from tests.domain.build import SHOP, agent, day, mark, month, seen


def of(found: MonthMetrics, metric: str, index: int = 0) -> Measured:
    return found.agents[index].metrics[metric]


def codes(found: MonthMetrics) -> list[str]:
    return [problem.code for problem in found.problems]


def test_a_month_of_days_is_divided_after_adding() -> None:
    """1 of 2 on one day, 30 of 100 on another: 31 ÷ 102, not the mean of 50 % and 30 %."""
    rows = (
        day("inquiry_paid_users", "1", "01"), day("inquiry_users", "2", "01"),
        day("inquiry_paid_users", "30", "02"), day("inquiry_users", "100", "02"),
    )  # fmt: skip
    measured = of(month_metrics(month(*rows)), "inquiry_conversion")
    assert (measured.value, measured.basis) == (Fraction(31, 102), "days")


def test_the_month_level_wins_over_the_sum_of_days() -> None:
    rows = (seen("consulted_users", "90"), day("consulted_users", "50", "01"), day("consulted_users", "50", "02"))
    measured = of(month_metrics(month(*rows)), "consulted_users")
    assert (measured.value, measured.basis) == (90, "month")


def test_equal_values_of_two_families_are_one_value_with_two_sources() -> None:
    found = month_metrics(
        month(seen("inquiry_users", "10"), seen("inquiry_users", "10", family="two", file=2, cell="C9"))
    )
    assert of(found, "inquiry_users").value == 10
    assert of(found, "inquiry_users").source_count == 2
    assert codes(found) == []


def test_of_different_values_the_higher_ranked_family_is_used_and_both_cells_are_named() -> None:
    found = month_metrics(
        month(seen("inquiry_users", "11", family="two", file=2, cell="C9"), seen("inquiry_users", "10"))
    )
    assert of(found, "inquiry_users").value == 10
    (problem,) = found.problems
    assert (problem.code, problem.file, problem.cell) == ("conflicting_sources", "十月.xlsx", "B2")
    assert (problem.params["other_file"], problem.params["other_cell"]) == ("另一个.xlsx", "C9")


def test_a_ratio_takes_both_parts_from_one_family_even_from_a_lower_one() -> None:
    rows = (
        seen("inquiry_paid_users", "40"),
        seen("inquiry_paid_users", "39", family="two"), seen("inquiry_users", "100", family="two"),
    )  # fmt: skip
    assert of(month_metrics(month(*rows)), "inquiry_conversion").value == Fraction(39, 100)


def test_parts_of_two_families_are_divided_where_no_family_gives_both() -> None:
    rows = (seen("orders", "30"), seen("received_users", "120", family="two"))
    assert of(month_metrics(month(*rows)), "reception_conversion").value == Fraction(1, 4)


@pytest.mark.parametrize(
    ("given_metric", "missing"),
    [
        ("inquiry_paid_users", "paid_users"), ("paid_users", "inquiry_paid_users"),
        ("inquiry_sales_amount", "sales_amount"), ("sales_amount", "inquiry_sales_amount"),
        ("received_users", "valid_received_users"), ("valid_received_users", "received_users"),
    ],
)  # fmt: skip
def test_one_of_a_pair_stands_in_for_the_other(given_metric: str, missing: str) -> None:
    measured = of(month_metrics(month(seen(given_metric, "7"))), missing)
    assert (measured.value, measured.taken_from) == (7, given_metric)


def test_a_stand_in_never_replaces_a_figure_of_a_file() -> None:
    found = month_metrics(month(seen("paid_users", "9"), seen("inquiry_paid_users", "7", family="two")))
    assert (of(found, "paid_users").value, of(found, "inquiry_paid_users").value) == (9, 7)
    assert codes(found) == []


@pytest.mark.parametrize(
    ("rows", "missing", "value"),
    [
        ({"sales_amount": "100.50", "refund_amount": "0.50"}, "net_sales_amount", "100"),
        ({"sales_amount": "100.50", "net_sales_amount": "100"}, "refund_amount", "0.5"),
        ({"refund_amount": "0.50", "net_sales_amount": "100"}, "sales_amount", "100.5"),
    ],
)
def test_two_of_sales_refunds_net_give_the_third(rows: dict[str, str], missing: str, value: str) -> None:
    found = month_metrics(month(*(seen(metric, text) for metric, text in rows.items())))
    assert of(found, missing).value == Fraction(value)


def test_a_net_that_does_not_fit_is_used_and_named() -> None:
    rows = (seen("sales_amount", "100"), seen("refund_amount", "10"), seen("net_sales_amount", "89.98", cell="D4"))
    found = month_metrics(month(*rows))
    assert of(found, "net_sales_amount").value == Fraction("89.98")
    assert [(problem.code, problem.cell) for problem in found.problems] == [("net_as_in_file", "D4")]


def test_ranges_count_only_where_they_tile_the_month() -> None:
    first = seen("orders", "10", last="2026-10-15")
    second = seen("orders", "20", first="2026-10-16")
    assert of(month_metrics(month(first, second)), "orders").value == 30
    half = month_metrics(month(first))
    assert "orders" not in half.agents[0].metrics
    assert codes(half) == ["incomplete_period"]


def test_unknown_days_make_a_sum_incomplete_and_leave_a_ratio_without_them() -> None:
    rows = (
        day("inquiry_paid_users", "4", "01"), day("inquiry_users", "10", "01"),
        day("inquiry_paid_users", None, "31"), day("inquiry_users", "10", "31"),
    )  # fmt: skip
    found = month_metrics(month(*rows))
    assert (of(found, "inquiry_paid_users").value, of(found, "inquiry_paid_users").incomplete) == (4, True)
    conversion = of(found, "inquiry_conversion")
    assert (conversion.value, conversion.incomplete) == (Fraction(4, 10), True)


def test_a_month_that_is_wholly_unknown_is_incomplete_and_not_zero() -> None:
    measured = of(month_metrics(month(seen("sales_amount", None))), "sales_amount")
    assert (measured.value, measured.incomplete) == (None, True)


def test_a_denominator_of_zero_is_no_data() -> None:
    found = month_metrics(month(seen("inquiry_paid_users", "0"), seen("inquiry_users", "0")))
    assert "inquiry_conversion" not in found.agents[0].metrics
    assert of(found, "inquiry_users").value == 0


def test_means_are_weighed_by_the_same_rows_and_marked() -> None:
    rows = (
        day("response_seconds", "10", "01", weight="100", weighed_by="received_users"),
        day("response_seconds", "40", "02", weight="50", weighed_by="received_users"),
    )  # fmt: skip
    measured = of(month_metrics(month(*rows)), "response_seconds")
    assert (measured.value, measured.estimated) == (20, True)


def test_means_weighed_by_turns_are_exact() -> None:
    rows = (
        day("response_seconds", "10", "01", weight="3", weighed_by="turns"),
        day("response_seconds", "40", "02", weight="1", weighed_by="turns"),
    )  # fmt: skip
    measured = of(month_metrics(month(*rows)), "response_seconds")
    assert (measured.value, measured.estimated) == (Fraction(70, 4), False)


def test_one_month_row_needs_no_weight_but_two_accounts_do() -> None:
    one = seen("response_seconds", "12")
    assert of(month_metrics(month(one)), "response_seconds").value == 12
    two = agent(accounts=(Account(shop=SHOP, name="小美"), Account(shop=SHOP, name="小美2")))
    found = month_metrics(month(one, seen("response_seconds", "20", account="小美2"), agents=(two,)))
    assert "response_seconds" not in found.agents[0].metrics
    assert codes(found) == ["no_weight"]


@pytest.mark.parametrize(("weighed_by", "estimated"), [("turns", False), ("received_users", True)])
def test_two_accounts_that_are_not_weighed_by_turns_are_estimated(weighed_by: str, estimated: bool) -> None:
    rows = [
        seen("response_seconds", value, account=account, weight=weight, weighed_by=weighed_by)
        for account, value, weight in (("小美", "10", "3"), ("小美2", "30", "1"))
    ]
    both = agent(accounts=(Account(shop=SHOP, name="小美"), Account(shop=SHOP, name="小美2")))
    measured = of(month_metrics(month(*rows, agents=(both,))), "response_seconds")
    assert (measured.value, measured.estimated) == (15, estimated)


def test_votes_give_satisfaction_before_the_printed_rate() -> None:
    rows = (
        seen("very_satisfied", "90"), seen("satisfied", "5"), seen("evaluations", "100"),
        seen("satisfaction_rate", "0.94", family="two"),
    )  # fmt: skip
    assert of(month_metrics(month(*rows)), "satisfaction_rate").value == Fraction(95, 100)


def test_accounts_are_added_and_ratios_re_divided() -> None:
    two = agent(accounts=(Account(shop=SHOP, name="小美"), Account(shop=SHOP, name="美美")))
    rows = (
        seen("inquiry_paid_users", "1"), seen("inquiry_users", "2"),
        seen("inquiry_paid_users", "10", account="美美"), seen("inquiry_users", "100", account="美美"),
    )  # fmt: skip
    assert of(month_metrics(month(*rows, agents=(two,))), "inquiry_conversion").value == Fraction(11, 102)


def handed_on() -> tuple:
    account = Account(shop=SHOP, name="小美", last=date(2026, 10, 15))
    later = Account(shop=SHOP, name="小美", first=date(2026, 10, 16))
    return agent(number="A1", accounts=(account,)), agent("小丽", number="A2", accounts=(later,))


def test_days_of_an_account_that_changed_hands_go_to_their_owners() -> None:
    found = month_metrics(month(day("orders", "3", "15"), day("orders", "5", "16"), agents=handed_on()))
    assert [of(found, "orders", index).value for index in (0, 1)] == [3, 5]


def test_month_figures_of_an_account_that_changed_hands_are_a_question() -> None:
    found = month_metrics(month(seen("orders", "8"), agents=handed_on()))
    assert codes(found) == ["account_two_owners"]
    for one in found.agents:
        assert one.account_conflicts == (f"{SHOP}:小美",)
        assert (one.metrics["orders"].value, one.metrics["orders"].incomplete) == (None, True)


def test_unknown_accounts_wait_and_another_shops_account_is_never_taken() -> None:
    found = month_metrics(month(seen("orders", "8", account="夜班01"), seen("orders", "9", shop="别的店")))
    assert [problem.params["account"] for problem in found.problems] == [f"{SHOP}:夜班01", "别的店:小美"]
    assert found.agents[0].metrics == {}


def test_a_real_name_matches_where_one_person_of_the_shop_has_it() -> None:
    twins = (agent("张伟", number="A1", accounts=()), agent("张伟", number="A2", accounts=()))
    one = month_metrics(month(seen("orders", "8", account="张伟"), agents=twins[:1]))
    assert of(one, "orders").value == 8
    assert codes(month_metrics(month(seen("orders", "8", account="张伟"), agents=twins))) == ["account_unclear"]


def test_a_mark_stands_above_every_sheet() -> None:
    found = month_metrics(month(seen("orders", "8"), marks=(mark("orders", "9"),)))
    assert (of(found, "orders").value, of(found, "orders").basis) == (9, "manual")
    assert codes(found) == ["mark_over_sheet"]


def test_marks_of_a_sum_add_and_of_a_mean_average() -> None:
    marks = (
        mark("outbound_calls", "3"),
        mark("outbound_calls", "4"),
        mark("quality_score", "80"),
        mark("quality_score", "91"),
    )
    found = month_metrics(month(marks=marks))
    assert (of(found, "outbound_calls").value, of(found, "quality_score").value) == (7, Fraction(171, 2))


def test_an_agent_outside_hire_and_leave_does_not_appear() -> None:
    people = (agent("甲", left="2026-09-30"), agent("乙", hired="2026-10-31"), agent("丙", hired="2026-11-01"))
    assert [one.agent.name for one in month_metrics(month(agents=people)).agents] == ["乙"]


COUNTS = st.integers(0, 10**6)


@given(st.lists(st.tuples(st.integers(1, 31), COUNTS, COUNTS), max_size=31, unique_by=lambda row: row[0]))
def test_any_month_of_days_is_sum_over_sum(days: list[tuple[int, int, int]]) -> None:
    rows = [
        day(metric, str(value), f"{number:02d}")
        for number, paid, asked in days
        for metric, value in (("inquiry_paid_users", paid), ("inquiry_users", asked))
    ]
    metrics = month_metrics(month(*rows)).agents[0].metrics
    paid, asked = sum(row[1] for row in days), sum(row[2] for row in days)
    assert (metrics["inquiry_users"].value if days else 0) == asked
    if asked:
        assert metrics["inquiry_conversion"].value == Fraction(paid, asked)
    else:
        assert "inquiry_conversion" not in metrics


def test_one_day_of_a_mean_is_an_estimate_of_the_month_and_one_month_row_is_not() -> None:
    row = {"weight": "100", "weighed_by": "received_users"}
    assert of(month_metrics(month(day("response_seconds", "10", "01", **row))), "response_seconds").estimated
    whole = of(month_metrics(month(seen("response_seconds", "10", **row))), "response_seconds")
    assert (whole.estimated, whole.value) == (False, 10)
