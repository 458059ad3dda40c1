"""Makes a small book with the program as it stands, to be kept as the old book of its version.

uv run python tests/old_books/make_book.py v2    writes v2.jixin and v2.json beside this file

Run it once, with the last code of a version, before the next version of the schema begins. The book has a sealed
September and a draft October; the JSON is what ``compute`` and ``metrics`` said of them then.
"""

import contextlib
import io
import json
import sys
import tempfile
from pathlib import Path

from app.main import main

HERE = Path(__file__).parent
SHOP = "小满旗舰店"
ROSTER = f"""工号,姓名,岗位,等级,小组,班次,底薪,绩效基数,子账号,店铺,入职日期,离职日期,手机
A1,林小美,售前,P1,一组,早班,2000,,{SHOP}:小美,{SHOP},2025-03-01,,13800000001
A2,周强,售前,P2,一组,晚班,2200.50,,{SHOP}:阿强,{SHOP},2026-10-11,,
A3,吴敏,售后,P1,二组,,1900,1000,{SHOP}:敏敏,{SHOP},2025-01-01,,
"""
HEADS = "旺旺昵称,询单人数,询单最终付款人数,询单最终付款金额\n"
SEPTEMBER = HEADS + f"{SHOP}:小美,90,30,4000\n{SHOP}:敏敏,30,10,900.15\n"
OCTOBER = HEADS + f"{SHOP}:小美,100,40,5000.5\n{SHOP}:阿强,200,62,9000\n{SHOP}:敏敏,60,21,1800\n{SHOP}:路人,7,1,20\n"
INCIDENTS = "日期,工号,类型,分数,说明\n2026-10-03,A1,表扬,2,客户来信\n"
MARKS = "工号,项目,数值\nA3,chat,18\n"
BASE = {"code": "base", "name": "底薪", "rule": {"type": "base", "prorate": "calendar"}}
CARE = {
    "format": "jixin-scheme/1",
    "name": "售后",
    "items": [
        {"id": "chat", "name": "聊天抽查", "full": "40", "rule": {"type": "manual"}, "no_data": "zero"},
        {
            "id": "conversion",
            "name": "询单转化率",
            "full": "60",
            "metric": "inquiry_conversion",
            "rule": {"type": "attainment", "better": "more", "target": {"value": "0.4"}},
        },
    ],
    "pay": [BASE, {"code": "performance", "name": "绩效工资", "rule": {"type": "performance"}}],
}


def run(*words: object) -> str:
    """What a command writes; it must not refuse."""
    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(io.StringIO()) as err:
        status = main(["--lang", "zh_CN", *map(str, words)])
    if status not in (0, 3):
        raise SystemExit(f"{words}: {status}\n{err.getvalue()}")
    return out.getvalue()


def make(book: Path, folder: Path) -> dict[str, object]:
    """Make the book out of sheets that are written to ``folder``; what it says of its months."""

    def sheet(name: str, text: str) -> Path:
        (folder / name).write_text(text, "utf-8")
        return folder / name

    run("book", "new", book, "--shop", SHOP, "--platform", "tmall")
    run("roster", "import", book, sheet("花名册.csv", ROSTER))
    run("shop", "set", book, SHOP, "pay_day=10", "near_miss=0.1")
    run("scheme", "use", book, "conversion-tiered", "--position", "售前", "--from", "2026-09")
    care = sheet("售后.json", json.dumps(CARE, ensure_ascii=False))
    run("scheme", "import", book, care, "--position", "售后", "--from", "2026-09")
    run("import", book, sheet("客服绩效_20260901_20260930.csv", SEPTEMBER), "--month", "2026-09")
    run("adjust", book, "2026-09", "A1", "12.50", "--reason", "补上月车费")
    run("seal", book, "2026-09")
    run("agent", "set", book, "A1", "base=2100", "grade=P2", "--from", "2026-10")
    run("target", "set", book, "inquiry_conversion", "0.35", "--position", "售后", "--from", "2026-10")
    run("import", book, sheet("客服绩效_20261001_20261031.csv", OCTOBER), "--month", "2026-10")
    run("incidents", "import", book, sheet("奖惩.csv", INCIDENTS), "--month", "2026-10")
    run("marks", "import", book, sheet("评分.csv", MARKS), "--month", "2026-10")
    run("account", "move", book, f"{SHOP}:小美", "A2", "--from", "2026-11-01")
    run("waive", book, "2026-10", "A3", "chat", "--reason", "录音坏了")
    months = ("2026-09", "2026-10")
    return {
        "roster": json.loads(run("roster", "list", book, "--json")),
        **{verb: {month: json.loads(run(verb, book, month, "--json")) for month in months} for verb in _VERBS},
    }


_VERBS = ("compute", "metrics")


if __name__ == "__main__":
    name = sys.argv[1]
    with tempfile.TemporaryDirectory() as scratch:
        said = make(HERE / f"{name}.jixin", Path(scratch))
    (HERE / f"{name}.json").write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", "utf-8")
