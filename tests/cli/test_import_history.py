"""History of imports, undo, accounts that are left out, rows from standard input, and the plan as JSON."""

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SHOP = "小满旗舰店"
ROSTER = f"工号,姓名,岗位,底薪,子账号,店铺\nA1,林小美,售前,2000,{SHOP}:小美,{SHOP}\n"
ROWS = f"旺旺昵称\t询单人数\t询单最终付款人数\n{SHOP}:小美\t100\t40\n{SHOP}:店小蜜\t9\t1\n"


class Stdin:
    """Bytes on standard input."""

    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


@pytest.fixture
def said(jixin: Callable, tmp_path: Path) -> Callable[..., Any]:
    """Run a command on a book with one agent: exit status and what was printed (JSON, if it is)."""
    book = tmp_path / "b.jixin"
    (tmp_path / "花名册.csv").write_text(ROSTER, "utf-8")
    assert jixin("book", "new", book, "--shop", SHOP).status == 0
    assert jixin("roster", "import", book, tmp_path / "花名册.csv").status == 0

    def run(*words: str) -> tuple[int, Any]:
        verbs = 2 if words[0] in ("imports", "account") else 1
        found = jixin(*words[:verbs], book, *words[verbs:])
        return found.status, found.json if "--json" in words else found.out

    return run


def test_rows_from_standard_input_are_imported_listed_and_undone(
    said: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", Stdin(ROWS.encode()))
    status, report = said("import", "-", "--month", "2026-10", "--json")
    assert (status, report["files"][0]["file"], report["files"][0]["rows"]) == (3, "粘贴的表格.tsv", 2)
    number = report["files"][0]["id"]
    _, history = said("imports", "list", "2026-10", "--json")
    (record,) = history["imports"]
    assert (record["id"], record["rows"], len(record["sha256"]), record["undone_at"]) == (number, 2, 64, None)
    assert record["who"]
    assert said("imports", "undo", str(number), "--json")[0] == 0
    assert said("imports", "undo", str(number))[0] == 1
    _, history = said("imports", "list", "--json")
    assert [one["undone_at"] is None for one in history["imports"]] == [True, False]
    assert "已撤销" in said("imports", "list")[1]


def test_blank_input_is_refused(said: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Stdin(b" \n"))
    status, report = said("import", "-", "--month", "2026-10", "--json")
    assert (status, [one["code"] for one in report["problems"]]) == (1, ["pasted_blank"])


def test_accounts_are_left_out_listed_and_taken_in_again(said: Callable[..., Any]) -> None:
    assert said("account", "ignore", f"{SHOP}：店小蜜")[0] == 0
    assert said("account", "ignored", "--json")[1] == {"ignored": [f"{SHOP}:店小蜜"]}
    assert said("account", "unignore", f"{SHOP}:店小蜜")[0] == 0
    assert said("account", "ignored", "--json")[1] == {"ignored": []}
    assert said("account", "ignore", "店小蜜")[0] == 1


def test_a_dry_run_prints_the_plan(said: Callable[..., Any], tmp_path: Path) -> None:
    file = tmp_path / "客服绩效_20261001_20261031.tsv"
    file.write_text(ROWS, "utf-8")
    status, report = said("import", str(file), "--month", "2026-10", "--dry-run", "--json")
    assert (status, report["stored"]) == (3, False)
    (plan,) = report["plan"]
    assert plan["period"] == {"first": "2026-10-01", "last": "2026-10-31", "kind": "month", "assumed": False}
    assert [(one["header"], one["role"], one["metric"]) for one in plan["columns"]] == [
        ("旺旺昵称", "account", ""),
        ("询单人数", "metric", "inquiry_users"),
        ("询单最终付款人数", "metric", "inquiry_paid_users"),
    ]
    assert plan["overlap"] is None
    assert {one["account"]: (one["how"], one["looks"]) for one in report["accounts"]} == {
        f"{SHOP}:小美": ("account", ""),
        f"{SHOP}:店小蜜": ("none", "robot"),
    }
    assert said("import", str(file), "--month", "2026-10", "--json")[0] == 3
    file.write_text(ROWS.replace("100", "110"), "utf-8")
    (plan,) = said("import", str(file), "--month", "2026-10", "--dry-run", "--json")[1]["plan"]
    assert (plan["overlap"]["rows"], plan["overlap"]["different"]) == (2, 1)


def test_days_without_a_row_are_told(said: Callable[..., Any], tmp_path: Path) -> None:
    file = tmp_path / "客服绩效.tsv"
    days = [("2026-10-01", "小美"), ("2026-10-02", "店小蜜"), ("2026-10-03", "小美")]
    rows = [f"{day}\t{name}\t100\t31" for day, name in days]
    file.write_text("\n".join(["日期\t旺旺昵称\t询单人数\t询单最终付款人数", *rows, ""]), "utf-8")
    for words in ("--dry-run", "--json"), ("--json",):
        gaps = said("import", str(file), "--month", "2026-10", *words)[1]["missing_days"]
        assert [(one["number"], len(one["days"]), one["days"][0]) for one in gaps] == [
            ("", 28, "2026-10-04"),
            ("A1", 1, "2026-10-02"),
        ]
