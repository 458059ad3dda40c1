"""Whatever stands in the cells: a plan comes back, and the order of columns and rows changes nothing."""

import random
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.accounts import normal_name
from app.importing.figures import columns_by_metric
from app.importing.formats import load_formats
from app.importing.grid import Cell, Fault, Grid, Workbook
from app.importing.importer import plan_workbook
from app.importing.layouts import recognise
from app.importing.plan import FileEdits, FilePlan
from app.importing.readers import Readers
from app.importing.rows import read_rows
from tests.importing.sheets import KNOWN, MONTH

FORMATS = load_formats()
HEADERS = tuple(header for layout in FORMATS.layouts for header in layout.typical)
CELLS: st.SearchStrategy[Cell] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 10**6),
    st.floats(),
    st.text(max_size=8),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.sampled_from(
        ["甲", "小店:乙", "汇总值", "平均值", "延迟统计", "-", "36.99%", "2分30秒", "1,234.5", "2026-10-05", "#N/A"]
    ),
    st.sampled_from([Fault("error", "#REF!"), Fault("formula")]),
)
TABLES = st.tuples(
    st.lists(st.sampled_from([*HEADERS, "日期", "备注", "序号", ""]), min_size=2, max_size=10),
    st.lists(st.lists(CELLS, max_size=10), max_size=8),
)


def planned(rows: list[list[Cell]], name: str = "客服_20261001_20261031.xlsx") -> FilePlan:
    grid = Grid("数据", tuple(map(tuple, rows)))
    return plan_workbook(Path(name), Workbook(file=name, sha256="", kind="xlsx", sheets=(grid,)), MONTH, KNOWN)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TABLES)
def test_random_cells_give_problems_never_an_exception(table: tuple[list[str], list[list[Cell]]]) -> None:
    headers, rows = table
    file = planned([["旺旺昵称", *headers], *[list(row) for row in rows]])
    assert file.storable or file.observations == ()
    for each in file.observations:
        assert each.source.cells and each.account == normal_name(each.account)


FIGURES = st.lists(
    st.tuples(st.integers(0, 2000), st.integers(0, 2000), st.decimals(0, 10**6, places=2), st.integers(0, 100)),
    min_size=1,
    max_size=6,
)


@settings(max_examples=60, deadline=None)
@given(FIGURES, st.randoms(use_true_random=False))
def test_the_order_of_columns_and_rows_changes_no_figure(
    figures: list[tuple[int, int, object, int]], chance: random.Random
) -> None:
    headers = ["旺旺昵称", "询单人数", "询单最终付款人数", "询单最终付款金额", "客户满意率"]
    rows = [[f"号{index}", a, b, str(c), f"{d}%"] for index, (a, b, c, d) in enumerate(figures)]
    order = list(range(len(headers)))
    chance.shuffle(order)
    mixed = [[row[column] for column in order] for row in chance.sample(rows, len(rows))]

    def facts(file: FilePlan) -> set[tuple[object, ...]]:
        return {(each.account, each.metric, each.value, each.weight, each.weight_metric) for each in file.observations}

    plain, turned = planned([headers, *rows]), planned([[headers[column] for column in order], *mixed])
    assert facts(plain) == facts(turned)
    assert sorted(problem.code for problem in plain.problems) == sorted(problem.code for problem in turned.problems)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(HEADERS), min_size=3, max_size=12, unique=True))
def test_each_metric_has_one_column(headers: list[str]) -> None:
    grid = Grid("", (("旺旺昵称", "客服昵称", *headers), ("甲", "乙", *([1] * len(headers)))))
    sheet = recognise(grid, "表", FORMATS, {}, FileEdits())
    if sheet is None:
        return
    metrics = [column.metric for column in sheet.columns if column.metric]
    assert len(metrics) == len(set(metrics)) == len(columns_by_metric(sheet))
    read_rows(sheet, FORMATS, Readers(FORMATS), FileEdits(), frozenset())
