"""Traces in words: sentences, the tree, and what ``explain --json`` prints."""

from fractions import Fraction

import pytest

from app.domain.source import Source, SourceFile
from app.domain.trace import Trace
from app.texts import LANGUAGES, Texts
from app.wording.sources import SourceCell, SourceMarks
from app.wording.traces import outline, trace_json, trace_text
from tests.documents.slips import FILES, conversion, figure, lines

ZH = Texts()
BY_CODE = {line.code: line.trace for line in lines()}


def test_a_commission_says_its_formula_and_where_it_was_rounded() -> None:
    assert trace_text(BY_CODE["commission"], ZH) == ("询单销售额 102,415.20 × 3.5\u00a0% = 3,584.532，四舍五入到分")


def test_thresholds_are_printed_in_the_unit_that_they_are_compared_in() -> None:
    seconds = Trace("bands_less", Fraction(13), "points", {"threshold": "15|s", "points": "13"})
    assert trace_text(seconds, ZH) == "不超过 15 秒，13 分"


def test_the_tree_of_a_line_ends_with_its_arithmetic() -> None:
    tree = outline(BY_CODE["commission"], FILES, ZH)
    assert [child.label for child in tree.children] == [
        "询单销售额",
        "比例",
        "询单销售额 102,415.20 × 3.5\u00a0% = 3,584.532，四舍五入到分",
    ]
    assert [child.value for child in tree.children] == ["102,415.20", "3.5\u00a0%", "3,584.53"]
    (ratio,) = tree.children[1].children
    assert (ratio.label, ratio.text, ratio.value) == ("询单转化率", "417 ÷ 1,200", "34.75\u00a0%")
    assert ratio.children[0].sources == (
        SourceCell("自制报表-报表查看-客服绩效_20261001_20261031_全部.xlsx", "Sheet1", ("B2",)),
    )


def test_json_keeps_exact_values_and_a_row_for_each_cell() -> None:
    found = trace_json(BY_CODE["commission"], FILES, ZH)
    assert (found["rule"], found["value"], found["unit"]) == ("commission", "3584.53", "CNY")
    ratio = found["inputs"][1]["inputs"][0]
    assert ratio["value"] == "0.347500000000"
    assert found["inputs"][1]["value"] == "0.035"
    assert ratio["inputs"][0]["sources"] == [
        {"file": "自制报表-报表查看-客服绩效_20261001_20261031_全部.xlsx", "sheet": "Sheet1", "cell": "B2"}
    ]
    days = figure("received_users", "90", "people", 2, "D2", "D3", "D4")
    assert [row["cell"] for row in trace_json(days, FILES, ZH)["sources"]] == ["D2", "D3", "D4"]


def test_values_without_a_finite_decimal_have_twelve_places() -> None:
    assert (
        trace_json(Trace("peer_mean", Fraction(1, 3), "people", {"count": "3", "group": ""}), {}, ZH)["value"]
        == "0.333333333333"
    )


def test_a_source_of_an_unknown_import_does_not_break_the_tree() -> None:
    lost = Trace("metric", Fraction(1), "people", {"metric": "orders"}, (), (Source(99, ("A1",)),))
    assert outline(lost, {}, ZH).sources == (SourceCell("", "", ("A1",)),)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_has_words_in_every_language(language: str) -> None:
    texts = Texts(language)
    for trace in (*BY_CODE.values(), conversion()):
        tree = outline(trace, FILES, texts)
        assert trace.rule not in (tree.label, tree.text)


def test_equal_cells_have_equal_marks_and_notes_are_by_file() -> None:
    marks = SourceMarks({1: SourceFile("一.xlsx", "a"), 2: SourceFile("二.xlsx", "b")})
    first = figure("orders", "1", "orders", 1, "B2")
    second = figure("orders", "2", "orders", 2, "B2", "B3", "B4")
    third = figure("orders", "3", "orders", 1, "C2")
    assert [marks.mark(trace) for trace in (first, second, first, third)] == ["[1]", "[2]", "[1]", "[3]"]
    assert [(note.marks, note.file, note.cells) for note in marks.notes()] == [
        (("[1]", "[3]"), "一.xlsx", ("B2", "C2")),
        (("[2]",), "二.xlsx", ("B2:B4",)),
    ]
    assert marks.mark(Trace("printed_score", Fraction(1), "points")) == ""
