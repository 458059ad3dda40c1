"""Months in which a version may start."""

from app.domain.month import PayMonth
from app.ui.models.scheme_months import open_months, trial_months

AUGUST, SEPTEMBER, OCTOBER = PayMonth(2026, 8), PayMonth(2026, 9), PayMonth(2026, 10)


def test_nothing_sealed_starts_two_months_back_or_where_the_version_does() -> None:
    assert open_months(OCTOBER, [(OCTOBER, "draft")], None)[0] == AUGUST
    assert open_months(OCTOBER, [(OCTOBER, "draft")], PayMonth(2026, 3))[0] == PayMonth(2026, 3)
    assert open_months(OCTOBER, [], PayMonth(2027, 9))[-1] == PayMonth(2027, 9)


def test_never_a_sealed_month_or_one_before_it() -> None:
    states = [(AUGUST, "sealed"), (SEPTEMBER, "sealed"), (OCTOBER, "draft")]
    found = open_months(OCTOBER, states, AUGUST)
    assert found[0] == OCTOBER
    assert found[-1] == PayMonth(2027, 4)
    assert open_months(AUGUST, [(PayMonth(2027, 12), "sealed")], None) == (PayMonth(2028, 1),)


def test_tried_on_months_with_data() -> None:
    assert trial_months(OCTOBER, [(AUGUST, "sealed"), (SEPTEMBER, "sealed")]) == (OCTOBER, SEPTEMBER, AUGUST)
