"""The owner's own metrics from daily sheets and marks to the payslip, headless."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

MONTH = "2026-10"
FIRST, SECOND = "云朵旗舰店", "小满专营店"
ROSTER = f"""工号,姓名,岗位,底薪,子账号,店铺
A1,林小美,售前,2000,{FIRST}:小美;{SECOND}:小美二号,{FIRST}
A2,周强,售前,2000,{FIRST}:阿强,{FIRST}
"""
RATE = "ratio:笔均返现(元)=sum:返现(元)/sum:晒图数"
SCHEME = {
    "format": "jixin-scheme/1",
    "name": "晒图返现",
    "items": [
        {
            "id": "shown",
            "name": "晒图",
            "full": "60",
            "metric": "sum:晒图数",
            "rule": {"type": "bands", "bands": [["30", "60"], ["20", "40"]]},
        },
        {
            "id": "each",
            "name": "笔均返现",
            "full": "40",
            "metric": RATE,
            "rule": {"type": "bands", "better": "less", "bands": [["2", "40"], ["3", "20"]]},
        },
    ],
    "pay": [
        {"code": "base", "name": "底薪", "rule": {"type": "base"}},
        {
            "code": "commission",
            "name": "返现提成",
            "rule": {
                "type": "commission",
                "amount": "sum:返现(元)",
                "tier_metric": "sum:晒图数",
                "tiers": [["0", "0.1"], ["20", "0.2"], ["30", "0.3"]],
            },
        },
    ],
}
DAYS = {
    f"{FIRST}.csv": """日期,旺旺昵称,晒图数,返现(元)
2026-10-01,小美,10,20.50
2026-10-02,小美,5,9.50
2026-10-01,阿强,3,6
""",
    f"{SECOND}.csv": """日期,旺旺昵称,晒图数,返现
2026-10-01,小美二号,16,32
""",
}


@pytest.fixture
def book(jixin: Callable[..., Any], tmp_path: Path) -> Path:
    """A book of two shops, its scheme and one daily sheet of each shop."""
    path = tmp_path / "book.jixin"
    files = {"roster.csv": ROSTER, "scheme.json": json.dumps(SCHEME, ensure_ascii=False), **DAYS}
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    assert jixin("book", "new", path, "--shop", FIRST).status == 0
    assert jixin("roster", "import", path, tmp_path / "roster.csv").status == 0
    words = ("--position", "售前", "--from", MONTH)
    assert jixin("scheme", "import", path, tmp_path / "scheme.json", *words).status == 0
    for shop in (FIRST, SECOND):
        said = jixin("import", path, tmp_path / f"{shop}.csv", "--month", MONTH, "--shop", shop)
        assert said.status == 0, said.err
    return path


def computed(jixin: Callable[..., Any], book: Path) -> dict[str, Any]:
    return {agent["number"]: agent for agent in jixin("compute", book, MONTH, "--json").json["agents"]}


def test_two_accounts_in_two_shops_are_paid_together(jixin: Callable[..., Any], book: Path) -> None:
    agents = computed(jixin, book)
    mine = agents["A1"]
    assert mine["state"] == "computed"
    assert [(item["value"], item["points"]) for item in mine["items"]] == [("31", "60.00"), ("2.000000000000", "40.00")]
    assert {line["code"]: line["amount"] for line in mine["lines"]} == {"base": "2000.00", "commission": "18.60"}
    assert {line["code"]: line["amount"] for line in agents["A2"]["lines"]} == {"base": "2000.00", "commission": "0.60"}


def test_the_figures_are_shown_with_their_parts(jixin: Callable[..., Any], book: Path) -> None:
    found = jixin("metrics", book, MONTH, "--json").json["agents"][0]
    assert found["metrics"]["sum:晒图数"] == {"value": "31", "basis": "days", "sources": 3}
    assert (found["metrics"][RATE]["numerator"], found["metrics"][RATE]["denominator"]) == ("62", "31")
    assert found["by_shop"][SECOND]["sum:返现(元)"]["value"] == "32"
    table = jixin("metrics", book, MONTH).out
    assert "晒图数" in table
    assert "62.00" in table
    assert "sum:" not in table


def leaves(tree: dict[str, Any]) -> list[tuple[str, str]]:
    here = [(one["file"], one["cell"]) for one in tree["sources"]]
    return here + [place for part in tree["inputs"] for place in leaves(part)]


def test_the_line_is_explained_down_to_the_cells(jixin: Callable[..., Any], book: Path) -> None:
    tree = jixin("explain", book, MONTH, "A1", "commission", "--json").json["tree"]
    found = leaves(tree)
    for place in ((f"{FIRST}.csv", "D2"), (f"{FIRST}.csv", "D3"), (f"{SECOND}.csv", "D2"), (f"{SECOND}.csv", "C2")):
        assert place in found


@pytest.mark.parametrize(("language", "word"), [("zh_TW", "晒图数"), ("en", "晒图数"), ("zh_CN", "晒图数")])
def test_the_owners_words_stand_in_every_language(
    jixin: Callable[..., Any], book: Path, language: str, word: str
) -> None:
    said = jixin("--lang", language, "explain", book, MONTH, "A1", "commission")
    assert word in said.out
    assert "sum:" not in said.out


def test_without_the_column_nobody_gets_nought(jixin: Callable[..., Any], book: Path, tmp_path: Path) -> None:
    (tmp_path / "roster.csv").write_text(ROSTER + f"A3,吴敏,售前,1900,{FIRST}:敏敏,{FIRST}\n", "utf-8")
    assert jixin("roster", "import", book, tmp_path / "roster.csv").status == 0
    agent = computed(jixin, book)["A3"]
    assert (agent["state"], agent["net"]) == ("blocked", None)
    assert [one["id"] for one in agent["pending"]] == ["shown", "each", "commission"]
    missing = {(one["number"], one["item"]) for one in jixin("marks", "list", book, MONTH, "--json").json["missing"]}
    assert not missing  # the month's own sheets give both, so a sheet is what A3 lacks


def test_marks_give_it_too_long_and_wide(jixin: Callable[..., Any], book: Path, tmp_path: Path) -> None:
    (tmp_path / "long.csv").write_text("工号,项目,数值\nA2,sum:晒图数,25\nA2,返现,50\n", "utf-8")
    assert jixin("marks", "import", book, tmp_path / "long.csv", "--month", MONTH).status in (0, 3)
    assert computed(jixin, book)["A2"]["lines"][1]["amount"] == "10.00"
    (tmp_path / "wide.csv").write_text("工号,晒图数,返现(元)\nA2,30,50\n", "utf-8")
    assert jixin("marks", "import", book, tmp_path / "wide.csv", "--month", MONTH).status in (0, 3)
    assert computed(jixin, book)["A2"]["lines"][1]["amount"] == "15.00"


def test_a_target_may_be_set_for_it(jixin: Callable[..., Any], book: Path) -> None:
    assert jixin("target", "set", book, "sum:晒图数", "30", "--from", MONTH).status == 0
    said = jixin("target", "set", book, "sum:", "30", "--from", MONTH)
    assert said.status == 1
    assert "sum:返现数" in said.err


def test_text_in_the_column_refuses_the_file_with_its_cell(
    jixin: Callable[..., Any], book: Path, tmp_path: Path
) -> None:
    (tmp_path / "bad.csv").write_text("日期,旺旺昵称,晒图数,返现\n2026-10-03,小美,两张,-5\n", "utf-8")
    said = jixin("import", book, tmp_path / "bad.csv", "--month", MONTH, "--shop", FIRST, "--json")
    assert said.status == 1
    assert [(one["code"], one["cell"]) for one in said.json["problems"]] == [("not_a_number", "C2"), ("negative", "D2")]


def test_an_unknown_metric_is_refused_with_path_and_what_was_expected(
    jixin: Callable[..., Any], book: Path, tmp_path: Path
) -> None:
    wrong = json.dumps(SCHEME, ensure_ascii=False).replace("sum:晒图数", "晒图数")
    (tmp_path / "wrong.json").write_text(wrong, "utf-8")
    said = jixin("scheme", "import", book, tmp_path / "wrong.json", "--position", "售前", "--from", MONTH)
    assert said.status == 1
    assert "$.items[0].metric" in said.err
    assert "sum:返现数" in said.err
