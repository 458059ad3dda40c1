"""``target set``, ``account move``, ``agent set``, ``shop set``, ``waive`` and ``adjust``: every form and its exit status."""

import json
from pathlib import Path
from typing import Any

import pytest

ROSTER = """工号,姓名,岗位,等级,底薪,子账号,店铺
A1,林小美,售前,P1,2000,小店:小美,小店
A2,周强,售前,P2,2100,小店:阿强,小店
"""
BASE = {"code": "base", "name": "底薪", "rule": {"type": "base", "prorate": "calendar"}}
TALK = {"id": "talk", "name": "话术", "full": "100", "rule": {"type": "manual"}}
SCHEME = {"format": "jixin-scheme/1", "name": "底薪", "items": [TALK], "pay": [BASE]}
MONTH = "2026-10"


@pytest.fixture
def book(jixin, tmp_path: Path) -> Path:
    """A small book with two agents on a scheme that waits for a mark; September is sealed."""
    path = tmp_path / "book.jixin"
    (tmp_path / "roster.csv").write_text(ROSTER, "utf-8")
    (tmp_path / "scheme.json").write_text(json.dumps(SCHEME), "utf-8")
    (tmp_path / "marks.csv").write_text("工号,项目,数值\nA1,talk,80\nA2,talk,90\n", "utf-8")
    for words in (
        ("book", "new", path, "--shop", "小店"),
        ("roster", "import", path, tmp_path / "roster.csv"),
        ("scheme", "import", path, tmp_path / "scheme.json", "--position", "售前", "--from", "2026-09"),
        ("marks", "import", path, tmp_path / "marks.csv", "--month", "2026-09"),
        ("seal", path, "2026-09"),
    ):
        said = jixin(*words)
        assert said.status == 0, said.err
    return path


def agent(jixin, book: Path, number: str) -> dict[str, Any]:
    answer = jixin("compute", book, MONTH, "--json").json
    return next(one for one in answer["agents"] if one["number"] == number)


FORMS = [
    (0, "target set BOOK inquiry_conversion 0.35 --agent A1 --from 2026-10"),
    (0, "best set BOOK inquiry_conversion 42% --month 2026-10"),
    (0, "best set BOOK inquiry_conversion 0.42 --shop 小店 --month 2026-10"),
    (1, "best set BOOK inquiry_conversion 42% --month 2026-09"),
    (1, "best set BOOK inquiry_conversion 42 --month 2026-10"),
    (1, "best set BOOK luck 42 --month 2026-10"),
    (2, "best set BOOK inquiry_conversion 0.42"),
    (0, "target set BOOK inquiry_conversion 0.35 --grade P2 --from 2026-10"),
    (0, "target set BOOK inquiry_conversion 0.35 --position 售前 --from 2026-10"),
    (0, "target set BOOK inquiry_conversion 0.35 --shop 小店 --from 2026-10"),
    (0, "target set BOOK inquiry_conversion 0.35 --from 2026-10"),
    (1, "target set BOOK inquiry_conversion -1 --from 2026-10"),
    (1, "target set BOOK inquiry_conversion 0.35 --from 2026-09"),
    (2, "target set BOOK inquiry_conversion 35% --from 2026-10"),
    (2, "target set BOOK inquiry_conversion 0.35 --agent A1 --grade P2 --from 2026-10"),
    (2, "target set BOOK inquiry_conversion 0.35"),
    (0, "account move BOOK 小店:小美 A2 --from 2026-10-16"),
    (0, "account move BOOK 小美 A2 --from 2026-10-16"),
    (1, "account move BOOK 小美 A2 --from 2026-09-16"),
    (1, "account move BOOK 小美 A1 --from 2026-10-16"),
    (2, "account move BOOK 小美 A2 --from 2026-10"),
    (0, "agent set BOOK A1 base=2100 grade=P2 left=2026-12-31 --from 2026-10"),
    (0, "agent set BOOK A1 pension=160.05 medical=40 unemployment=10 fund=200 other_insurance=3 --from 2026-10"),
    (0, "agent set BOOK A1 tax_mode=prior60k tax_additional=3000 tax_other=0 --from 2026-10"),
    (0, "agent set BOOK A1 tax_opening_income=48000 tax_opening_special=1600 --from 2026-10"),
    (0, "agent set BOOK A1 tax_opening_additional=0 tax_opening_other=0 tax_opening_withheld=90.5 --from 2026-10"),
    (0, "agent set BOOK A1 advance=1000 advance_instalment=300 loss_carried=250 --from 2026-10"),
    (0, "agent set BOOK A1 advance= tax_mode= --from 2026-10"),
    (1, "agent set BOOK A1 pension=-1 --from 2026-10"),
    (1, "agent set BOOK A1 tax_mode=none --from 2026-10"),
    (1, "agent set BOOK A1 fund=200 --from 2026-09"),
    (2, "agent set BOOK A1 wage=1 --from 2026-10"),
    (2, "agent set BOOK A1 fund=200 fund=100 --from 2026-10"),
    (2, "agent set BOOK A1 fund=200"),
    (0, "shop set BOOK 小店 platform=tmall pay_day=10 near_miss=0.1"),
    (0, "shop set BOOK 小店 profit_rate=0.4 minimum_wage=2590 fund_rounding=yuan tax=on --from 2026-10"),
    (1, "shop set BOOK 小店 profit_rate=40"),
    (1, "shop set BOOK 小店 tax=yes"),
    (1, "shop set BOOK 小店 tax=on --from 2026-09"),
    (2, "shop set BOOK 小店 rent=5"),
    (2, "shop set BOOK 小店 tax=on tax=off"),
    (0, "waive BOOK 2026-10 A1 talk --reason 系统坏了"),
    (0, "waive BOOK 2026-10 A1 base --reason 停薪"),
    (1, "waive BOOK 2026-10 A1 no_marks --reason x"),
    (1, "waive BOOK 2026-09 A1 talk --reason x"),
    (2, "waive BOOK 2026-10 A1 talk"),
    (0, "adjust BOOK 2026-10 A1 12.5 --reason 补 --for 2026-09"),
    (0, "adjust BOOK 2026-10 A1 -12.50 --reason 多发了"),
    (1, "adjust BOOK 2026-10 A1 12.505 --reason x"),
    (1, "adjust BOOK 2026-09 A1 1 --reason x"),
    (2, "adjust BOOK 2026-10 A1 1e2 --reason x"),
]


@pytest.mark.parametrize(("status", "words"), FORMS, ids=[words for _, words in FORMS])
def test_every_form_and_its_exit_status(jixin, book: Path, status: int, words: str) -> None:
    before = book.read_bytes()
    said = jixin(*(book if word == "BOOK" else word for word in words.split()))
    assert said.status == status, said.err
    assert "Traceback" not in said.err
    assert (said.out == "") == (said.err != "") == (status != 0)
    if status:
        assert book.read_bytes() == before


def test_the_id_in_pending_clears_the_block(jixin, book: Path) -> None:
    (pending,) = agent(jixin, book, "A1")["pending"]
    assert (pending["code"], pending["id"]) == ("no_marks", "talk")
    assert jixin("waive", book, MONTH, "A1", pending["id"], "--reason", "系统坏了").status == 0
    assert pending not in agent(jixin, book, "A1")["pending"]


@pytest.mark.parametrize("words", [("agent", "set", "BOOK", "A1"), ("shop", "set", "BOOK", "小店")], ids=" ".join)
def test_a_key_given_twice_is_named(jixin, book: Path, words: tuple[str, ...]) -> None:
    key = "fund" if words[0] == "agent" else "minimum_wage"
    said = jixin(*(book if word == "BOOK" else word for word in words), f"{key}=1", f"{key}=2", "--from", MONTH)
    assert said.status == 2
    assert f"「{key}」写了两次" in said.err


def test_pay_changes_on_a_day(jixin, tmp_path: Path) -> None:
    book, roster = tmp_path / "book.jixin", tmp_path / "roster.csv"
    roster.write_text("工号,姓名,岗位,底薪,店铺\nA1,林小美,售前,3000,一店\n", "utf-8")
    scheme = tmp_path / "scheme.json"
    pay = [{"code": "base", "name": "底薪", "rule": {"type": "base"}}]
    scheme.write_text(json.dumps({"format": "jixin-scheme/1", "name": "底薪", "items": [], "pay": pay}), "utf-8")
    jixin("book", "new", book, "--shop", "一店")
    jixin("roster", "import", book, roster)
    jixin("scheme", "import", book, scheme, "--position", "售前", "--from", "2026-10")
    assert jixin("agent", "set", book, "A1", "base=3500", "--from", "2026-10-16").status == 0
    assert jixin("compute", book, "2026-10", "--json").json["agents"][0]["net"] == "3258.06"
    explained = jixin("explain", book, "2026-10", "A1", "base").out
    assert "2026-10-16 至 2026-10-31，16 天" in explained
    assert "3,500.00" in explained
    said = jixin("agent", "set", book, "A1", "pension=300", "--from", "2026-10-16")
    assert said.status == 1
    assert "只能从某个月起改" in said.err
    said = jixin("agent", "set", book, "A1", "base=3500", "--from", "2026-13-16")
    assert said.status == 2
    assert "写成 2026-10 或 2026-10-16" in said.err
