"""The demonstration: everything is there, the same every time, and nothing of others is touched."""

import contextlib
import io
from pathlib import Path
from typing import Any

import pytest

from app.main import main


def make(folder: Path) -> tuple[int, str, str]:
    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(io.StringIO()) as err:
        status = main(["--lang", "zh_CN", "demo", str(folder)])
    return status, out.getvalue(), err.getvalue()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demonstration that was just made."""
    folder = tmp_path_factory.mktemp("demo") / "jixin-demo"
    status, _, err = make(folder)
    assert status == 0, err
    return folder


def computed(jixin: Any, folder: Path, month: str) -> Any:
    said = jixin("compute", folder / "demo.jixin", month, "--json")
    assert said.status == 0, said.err
    return said.json


def test_two_months_are_sealed_and_the_third_is_a_draft(jixin, demo: Path) -> None:
    assert [computed(jixin, demo, month)["state"] for month in ("2026-08", "2026-09", "2026-10")] == [
        "sealed",
        "sealed",
        "draft",
    ]


def test_all_positions_and_nobody_is_blocked(jixin, demo: Path) -> None:
    run = computed(jixin, demo, "2026-10")
    assert run["totals"]["blocked"] == 0
    assert len(run["agents"]) == 13
    assert {agent["position"] for agent in run["agents"]} == {"售前", "售后", "VIP", "主管", "综合", "外包"}
    assert [agent["name"] for agent in run["agents"] if agent["kind"] == "team"] == ["快客外包"]
    shops = jixin("roster", "list", demo / "demo.jixin", "--json").json
    assert len({shop for agent in shops for shop in agent["shops"]}) == 4


def test_the_figures_are_worth_looking_at(jixin, demo: Path) -> None:
    agents = {agent["number"]: agent for agent in computed(jixin, demo, "2026-10")["agents"]}
    scores = {agent["score"] for agent in agents.values() if agent["score"]}
    assert len(scores) >= 8
    codes = {line["code"] for agent in agents.values() for line in agent["lines"]}
    assert codes >= {
        *("base", "performance", "performance:grade", "commission", "supervisor", "followup", "points", "allowance"),
        *("award", "award:recommend", "team", "contest", "incident", "incident:fine", "full_attendance", "attendance"),
        *("overtime", "social_insurance", "housing_fund", "income_tax", "loss", "advance", "adjustment"),
    }
    assert all(1500 < float(agent["net"]) < 12000 for agent in agents.values())
    taxed = [line for agent in agents.values() for line in agent["lines"] if line["code"] == "income_tax"]
    assert any(float(line["amount"]) > 0 for line in taxed)
    newcomer = next(line for line in agents["A009"]["lines"] if line["code"] == "base")
    assert float(newcomer["amount"]) < 2000


def test_a_near_miss_and_a_rare_name_are_on_paper(jixin, demo: Path) -> None:
    from pypdf import PdfReader

    papers = {path.name: path for path in (demo / "工资条" / "2026-10").glob("*.pdf")}
    assert len(papers) == 13
    texts = {name: "".join(page.extract_text() for page in PdfReader(path).pages) for name, path in papers.items()}
    assert any("差一点" in text for text in texts.values())
    assert any("朱㛃" in text for text in texts.values())


def test_the_sheets_are_of_the_real_formats(demo: Path) -> None:
    names = sorted(path.name for path in (demo / "表格" / "2026-10").iterdir())
    assert names == sorted(
        [
            "自制报表-报表查看-客服绩效_20261001_20261031_全部.xlsx",
            "咨询接待分析_20261001_20261031.xlsx",
            "客服销售分析_20261001_20261031.xlsx",
            "接待评价_20261001_20261031.xlsx",
            "自定义报表_客服数据_下单优先判定_2026-10-01至2026-10-31.xlsx",
            "拼多多_客服绩效详情_青禾拼多多店.xlsx",
            "飞鸽_客服表现_青禾抖音店.xlsx",
            "人工评分.xlsx",
            "手工数据.xlsx",
            "考勤.xlsx",
            "奖惩记录.xlsx",
        ]
    )
    assert (demo / "工资表-2026-10.xlsx").is_file()


def test_making_it_again_gives_the_same(jixin, demo: Path) -> None:
    before = jixin("compute", demo / "demo.jixin", "2026-10", "--json").out
    slip = next((demo / "工资条" / "2026-10").glob("*A001*")).read_bytes()
    status, out, err = make(demo)
    assert status == 0, err
    assert "demo.jixin" in out
    assert jixin("compute", demo / "demo.jixin", "2026-10", "--json").out == before
    assert next((demo / "工资条" / "2026-10").glob("*A001*")).read_bytes() == slip


@pytest.mark.parametrize("name", ["demo.jixin", "表格", "工资条", "工资表-2026-10.xlsx"])
def test_what_is_not_from_a_demonstration_is_left_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"mine")
    status, _, err = make(tmp_path)
    assert status == 1
    assert name in err
    assert (tmp_path / name).read_bytes() == b"mine"
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_an_owners_book_of_that_name_is_left_alone(jixin, tmp_path: Path) -> None:
    assert jixin("book", "new", tmp_path / "demo.jixin", "--shop", "我的店").status == 0
    before = (tmp_path / "demo.jixin").read_bytes()
    status, _, _ = make(tmp_path)
    assert status == 1
    assert (tmp_path / "demo.jixin").read_bytes() == before
