"""The declarations: complete, without contradiction, and enough to add a layout without Python."""

import shutil
from pathlib import Path

import pytest

from app.domain.metrics import METRICS
from app.importing.formats import FALLBACK, families, load_formats
from app.importing.grid import Grid
from app.importing.layouts import recognise
from app.importing.plan import FileEdits
from app.resources import resource_path

FORMATS = load_formats()


def test_the_families_in_order_of_rank() -> None:
    assert families() == (
        "sycm_custom",
        "sycm_reception",
        "sycm_sales",
        "sycm_reviews",
        "qianniu",
        "sycm_shop",
        "sycm_dsr",
        "xianyu",
        "chitu",
        "pdd",
        "jd",
        "jd_tool",
        "pdd_shop",
        "jd_shop",
        "feige",
        "kuaishou",
        "agent_sheets",
        FALLBACK,
        "orders",
        "refunds",
    )
    ranks = [layout.rank for layout in FORMATS.layouts]
    assert len(set(ranks)) == len(ranks)


def test_every_metric_has_a_header_and_no_header_means_two() -> None:
    assert set(METRICS) == set(FORMATS.columns)
    listed = [header for headers in FORMATS.columns.values() for header in headers]
    assert {header for header in listed if listed.count(header) > 1} == set()


def test_what_must_not_be_mixed_up() -> None:
    meaning = {header: metric for metric, headers in FORMATS.columns.items() for header in headers}
    assert meaning["销售人数"] == "paid_users" and meaning["询单最终付款人数"] == "inquiry_paid_users"
    assert meaning["有效接待人数"] == "valid_received_users" and meaning["接待会话量"] == "sessions"
    assert meaning["当日询单人数"] == "same_day_inquiry_users"
    assert meaning["未回复人数"] == "unreplied_users" and meaning["3分钟未回复人数"] == "late_reply_users"
    for header in ("退款人数", "退款率", "个人销售额占比", "当日付款人数", "售前接待人数", "销售客单价(元/件)"):
        assert header not in meaning


def test_a_new_layout_needs_one_file(tmp_path: Path) -> None:
    folder = tmp_path / "formats"
    shutil.copytree(resource_path("formats"), folder)
    (folder / "kuaimai.toml").write_text(
        'name = "快麦 客服"\nrank = 80\nplatforms = ["other"]\nagent = ["快麦昵称"]\nfile_names = ["快麦"]\n'
        'typical = ["快麦昵称", "快麦下单人数", "快麦下单金额"]\n'
        '[columns]\nordered_users = ["快麦下单人数"]\nordered_amount = ["快麦下单金额"]\n',
        "utf-8",
    )
    formats = load_formats(folder)
    grid = Grid("", (("快麦昵称", "快麦下单金额", "快麦下单人数"), ("甲", 5, 2)))
    sheet = recognise(grid, "表", formats, {}, FileEdits())
    assert sheet and sheet.layout.id == "kuaimai"
    assert [column.metric for column in sheet.columns] == ["", "ordered_amount", "ordered_users"]


@pytest.mark.parametrize("text", ["name = ", 'name = "x"\n', 'name = "x"\nrank = 1\n[columns]\nnothing = ["列"]\n'])
def test_a_wrong_declaration_names_its_file(tmp_path: Path, text: str) -> None:
    folder = tmp_path / "formats"
    shutil.copytree(resource_path("formats"), folder)
    (folder / "bad.toml").write_text(text, "utf-8")
    with pytest.raises(ValueError, match=r"bad\.toml"):
        load_formats(folder)
