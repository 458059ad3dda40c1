"""Tables as cells and back, in order, pasted, and what they were."""

import pytest

from app.domain.scheme import Bands, Composite, Contest, Distribution, Manual, TeamGoal
from app.ui.editor.grids import best_first, cells_of, columns_of, doubled, is_head, originals, pasted, value_of
from app.ui.editor.specs import Spec, spec_of

TABLES: list[tuple[Spec, object]] = [
    (spec_of(Bands, "bands"), [["0.40", "8"], ["0.45", "10"]]),
    (spec_of(Composite, "kinds"), {"差评": "1", "违规": None}),
    (spec_of(TeamGoal, "targets"), {"一组": "100000", "二组": "80000"}),
    (spec_of(Contest, "amounts"), ["600", "0"]),
    (spec_of(Contest, "noncash"), [None, "做卫生"]),
    (spec_of(Manual, "criteria"), [{"name": "态度", "full": "6.0"}, {"name": "用语", "full": "4"}]),
    (
        spec_of(Distribution, "classes"),
        [{"name": "金", "share": "0.1", "amount": "3"}, {"name": "银", "share": "0.9", "factor": "1"}],
    ),
]


@pytest.mark.parametrize(("spec", "value"), TABLES, ids=lambda each: each.name if isinstance(each, Spec) else "")
def test_there_and_back(spec: Spec, value: object) -> None:
    assert value_of(cells_of(value, spec), spec) == value
    assert all(len(row) == len(columns_of(spec)) for row in cells_of(value, spec))


def test_steps_stand_best_first_and_what_is_no_number_last() -> None:
    rows = [["0.30", "1"], ["x", "2"], ["0.45", "3"], ["0.40", "4"]]
    assert [row[1] for row in best_first(rows, "more")] == ["3", "4", "1", "2"]
    assert [row[1] for row in best_first(rows, "less")] == ["1", "4", "3", "2"]


def test_a_name_that_stands_twice() -> None:
    spec = spec_of(TeamGoal, "targets")
    assert doubled([["一组", "1"], ["二组", "2"], ["一组", "3"]], spec) == "一组"
    assert doubled([["一组", "1"], ["二组", "2"]], spec) == ""


def test_what_rows_were() -> None:
    before = [["0.32", "24"], ["0.30", "21"]]
    assert originals([["0.315", "25"], ["0.30", "21"], ["0.1", "1"]], before) == [["0.32", "24"], None, []]
    assert originals([["0.30", "21"], ["0.32", "24"]], before) == [None, None]


def test_a_block_of_a_spreadsheet() -> None:
    cells = pasted("达到\t得分\r\n45%\t30\r\n40%\t24\r\n")
    assert cells == [["达到", "得分"], ["45%", "30"], ["40%", "24"]]
    columns = columns_of(spec_of(Bands, "bands"))
    assert is_head(cells[0], columns)
    assert not is_head(cells[1], columns)
