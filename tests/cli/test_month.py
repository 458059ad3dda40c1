"""A month of four shops from the command line, as its owner would do it."""

import contextlib
import io
import json
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.main import main

DATA = Path(__file__).resolve().parent.parent / "data"
SHEETS = DATA / "sheets"
MONTH = "2026-10"
BY_SHOP = {
    "云朵家居旗舰店": ("自制报表*", "咨询接待*", "客服销售*", "接待评价*"),
    "小满零食铺": ("自定义报表*",),
    "小满拼多多店": ("拼多多*",),
    "小满抖音店": ("飞鸽*",),
}
PLATFORMS = {"小满零食铺": "taobao", "小满拼多多店": "pdd", "小满抖音店": "douyin"}

TEMPLATES = (
    "conversion-tiered",
    "conversion-supervisor",
    "taobao-presales",
    "taobao-aftersales",
    "taobao-vip",
    "outsourced-sales",
    "outsourced-service",
    "split-salary-presales",
    "split-salary-aftersales",
    "split-salary-combined",
    "four-part",
    "traditional-baseline",
)


def sheet(pattern: str) -> Path:
    return next(SHEETS.glob(f"{pattern}.xlsx"))


def do(*words: object) -> None:
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()) as said:
        status = main(["--lang", "zh_CN", *map(str, words)])
    assert status == 0, said.getvalue()


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with the roster, all sheets, figures and two schemes; the supervisor has none."""
    book = tmp_path_factory.mktemp("month") / "book.jixin"
    do("book", "new", book, "--shop", "云朵家居旗舰店", "--platform", "tmall")
    do("roster", "import", book, sheet("花名册*"))
    for shop, platform in PLATFORMS.items():
        do("shop", "set", book, shop, f"platform={platform}")
    for shop, patterns in BY_SHOP.items():
        do("import", book, *map(sheet, patterns), "--month", MONTH, "--shop", shop)
    do("incidents", "import", book, sheet("奖惩*"), "--month", MONTH)
    for pattern in ("人工评分*", "考勤*"):
        do("marks", "import", book, sheet(pattern), "--month", MONTH)
    do("scheme", "use", book, "conversion-tiered", "--position", "售前", "--from", MONTH)
    do("scheme", "use", book, "split-salary-presales", "--position", "售后", "--from", MONTH)
    return book


@pytest.fixture
def book(filled: Path, tmp_path: Path) -> Path:
    """A copy of the filled book that a test may change."""
    return Path(shutil.copy(filled, tmp_path / "book.jixin"))


def by_number(answer: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {agent["number"]: agent for agent in answer["agents"]}


def test_metrics_are_the_truth(jixin, filled: Path) -> None:
    said = jixin("metrics", filled, MONTH, "--json")
    assert said.status == 0, said.err
    found = by_number(said.json)
    truth = json.loads((DATA / "truth.json").read_text("utf-8"))["agents"]
    assert [agent["number"] for agent in said.json["agents"]] == [one["number"] for one in truth]
    for one in truth:
        metrics, total = found[one["number"]]["metrics"], one["total"]
        for name in ("inquiry_users", "inquiry_paid_users"):
            assert metrics[name]["value"] == str(total[name]), (one["number"], name)
        conversion = metrics["inquiry_conversion"]
        assert f"{conversion['numerator']}/{conversion['denominator']}" == total["inquiry_conversion"]


def test_a_ratio_has_twelve_decimals_and_exact_parts(jixin, filled: Path) -> None:
    metrics = by_number(jixin("metrics", filled, MONTH, "--json").json)["A001"]["metrics"]
    assert metrics["inquiry_conversion"] | {"sources": 0} == {
        "value": "0.381231671554",
        "numerator": "390",
        "denominator": "1023",
        "basis": "month",
        "sources": 0,
    }
    assert metrics["inquiry_sales_amount"]["value"] == "23870.21"
    assert "numerator" not in metrics["inquiry_sales_amount"]


def test_who_works_in_several_shops_is_shown_by_shop_too(jixin, filled: Path) -> None:
    found = by_number(jixin("metrics", filled, MONTH, "--json").json)
    assert set(found["A002"]["by_shop"]) == set(PLATFORMS)
    assert "by_shop" not in found["A001"]


def test_metrics_of_a_month_without_sheets(jixin, filled: Path) -> None:
    said = jixin("metrics", filled, "2026-07", "--json")
    assert said.status == 0
    assert len(said.json["agents"]) == 12
    assert all(agent["metrics"] == {} for agent in said.json["agents"])


def test_compute_gives_the_same_bytes_every_time(jixin, filled: Path, book: Path) -> None:
    first = jixin("compute", filled, MONTH, "--json")
    assert first.status == 3
    assert jixin("compute", filled, MONTH, "--json").out == first.out
    assert jixin("compute", book, MONTH, "--json").out == first.out
    assert jixin("--lang", "zh_CN", "compute", book, MONTH, "--json").out == first.out


def test_a_payslip_adds_up(jixin, filled: Path) -> None:
    answer = jixin("compute", filled, MONTH, "--json").json
    totals = {"gross": Decimal(0), "deductions": Decimal(0), "net": Decimal(0)}
    for agent in answer["agents"]:
        if agent["state"] == "blocked":
            continue
        sums = {"earning": Decimal(0), "deduction": Decimal(0), "info": Decimal(0)}
        for line in agent["lines"]:
            sums[line["kind"]] += Decimal(line["amount"])
        assert Decimal(agent["gross"]) == sums["earning"]
        assert Decimal(agent["deductions"]) == sums["deduction"]
        assert Decimal(agent["net"]) == sums["earning"] - sums["deduction"]
        for name in totals:
            totals[name] += Decimal(agent[name])
    assert {name: Decimal(answer["totals"][name]) for name in totals} == totals


def test_who_cannot_be_computed_is_blocked_and_named(jixin, filled: Path) -> None:
    said = jixin("compute", filled, MONTH, "--json")
    agent = by_number(said.json)["A008"]
    assert agent["state"] == "blocked"
    assert agent["lines"] == []
    assert [agent[name] for name in ("score", "gross", "deductions", "net")] == [None] * 4
    assert agent["pending"][0]["code"] == "no_scheme"
    assert said.json["totals"]["blocked"] == 1
    assert "罗文静" in said.err


def test_keys_of_compute(jixin, filled: Path) -> None:
    answer = jixin("compute", filled, MONTH, "--json").json
    assert list(answer)[:4] == ["month", "state", "agents", "totals"]
    agent = by_number(answer)["A003"]
    assert list(agent) == [
        *("number", "name", "kind", "position", "grade", "scheme", "state", "pending", "score"),
        *("items", "lines", "gross", "deductions", "net", "flags"),
    ]
    assert agent["scheme"] == {"name": "底薪拆分（售前）", "version": 1}
    item = next(item for item in agent["items"] if item["id"] == "conversion")
    assert list(item) == ["id", "name", "metric", "value", "points", "full"]
    assert len(item["value"].partition(".")[2]) == 12
    assert list(agent["lines"][0]) == ["code", "name", "kind", "amount"]


def test_explain_goes_down_to_the_cell(jixin, filled: Path) -> None:
    said = jixin("explain", filled, MONTH, "A001", "commission", "--json")
    assert said.status == 0
    assert said.json["agent"] == "A001"
    assert said.json["line"] == "commission"

    def places(tree: dict[str, Any]) -> list[tuple[str, str, str]]:
        here = [(one["file"], one["sheet"], one["cell"]) for one in tree["sources"]]
        return here + [place for part in tree["inputs"] for place in places(part)]

    found = places(said.json["tree"])
    assert (sheet("自制报表*").name, "数据信息", "I2") in found
    assert "23,870.21" in jixin("explain", filled, MONTH, "A001", "commission").out


def test_explain_of_all_and_against(jixin, filled: Path) -> None:
    whole = jixin("explain", filled, MONTH, "A001", "--json").json
    assert whole["line"] is None
    assert whole["tree"]["value"] == "2997.34"
    against = jixin("explain", filled, MONTH, "A001", "--against", "A002", "--json")
    lines = {line["code"]: line for line in against.json["lines"]}
    assert lines["base"]["difference"] == "-600.00"
    assert against.json["net"][0] == "2997.34"
    assert "郭思远" in jixin("explain", filled, MONTH, "A001", "--against", "A002").out


def test_payslips_and_register_name_who_is_left_out(jixin, filled: Path, tmp_path: Path) -> None:
    out, merged = tmp_path / "slips", tmp_path / "all.pdf"
    said = jixin("payslips", filled, MONTH, "--out", out, "--merged", merged)
    assert said.status == 3
    assert "罗文静" in said.err
    assert len(list(out.glob("*.pdf"))) == 11
    assert merged.read_bytes().startswith(b"%PDF")
    said = jixin("register", filled, MONTH, tmp_path / "register.xlsx")
    assert said.status == 3
    assert "罗文静" in said.err
    assert (tmp_path / "register.xlsx").read_bytes().startswith(b"PK")


def supervised(jixin: Callable[..., Any], book: Path, folder: Path) -> None:
    """Give the supervisor a scheme without items, so that nobody is blocked."""
    scheme = folder / "supervisor.json"
    scheme.write_text(
        json.dumps(
            {
                "format": "jixin-scheme/1",
                "name": "主管",
                "items": [],
                "pay": [{"code": "base", "name": "底薪", "rule": {"type": "base", "prorate": "calendar"}}],
            }
        ),
        "utf-8",
    )
    assert jixin("scheme", "import", book, scheme, "--position", "主管", "--from", MONTH).status == 0


def test_a_sealed_month_stays_as_it_is(jixin, book: Path, tmp_path: Path) -> None:
    assert jixin("seal", book, MONTH).status == 1
    supervised(jixin, book, tmp_path)
    draft = jixin("compute", book, MONTH, "--json")
    assert draft.status == 0, draft.err
    assert jixin("seal", book, MONTH).status == 0
    assert jixin("compute", book, MONTH, "--json").json == draft.json | {"state": "sealed"}
    for words in (
        ("adjust", book, MONTH, "A001", "5", "--reason", "x"),
        ("waive", book, MONTH, "A003", "chat", "--reason", "x"),
        ("import", book, sheet("飞鸽*"), "--month", MONTH, "--shop", "小满抖音店", "--json"),
        ("incidents", "import", book, sheet("奖惩*"), "--month", MONTH),
        ("marks", "import", book, sheet("考勤*"), "--month", MONTH),
        ("agent", "set", book, "A001", "base=9000", "--from", MONTH),
        ("target", "set", book, "inquiry_conversion", "0.3", "--grade", "P1", "--from", MONTH),
        ("account", "move", book, "云朵家居旗舰店:思远", "A003", "--from", "2026-10-16"),
        ("scheme", "use", book, "taobao-presales", "--position", "售前", "--from", MONTH),
        ("seal", book, MONTH),
    ):
        said = jixin(*words)
        assert said.status == 1, words
        assert "2026-10" in said.err or "10 月" in said.err, (words, said.err)
    assert jixin("compute", book, MONTH, "--json").json == draft.json | {"state": "sealed"}
    assert jixin("adjust", book, "2026-11", "A001", "5", "--reason", "补", "--for", MONTH).status == 0


def test_an_adjustment_is_a_line(jixin, book: Path) -> None:
    before = by_number(jixin("compute", book, MONTH, "--json").json)["A001"]
    assert jixin("adjust", book, MONTH, "A001", "-12.50", "--reason", "多发了").status == 0
    after = by_number(jixin("compute", book, MONTH, "--json").json)["A001"]
    found = [line for line in after["lines"] if line["code"] == "adjustment"]
    assert [(line["kind"], line["amount"]) for line in found] == [("deduction", "12.50")]
    assert Decimal(before["net"]) - Decimal(after["net"]) == Decimal("12.50")


def test_several_files_some_of_them_bad(jixin, book: Path, tmp_path: Path) -> None:
    bad = tmp_path / "坏.xlsx"
    bad.write_bytes(b"not a workbook")
    said = jixin("import", book, bad, "--month", "2026-09", "--shop", "小满抖音店", "--json")
    assert said.status == 1
    assert said.json["stored"] is False
    assert said.json["files"][0]["problems"][0]["file"] == "坏.xlsx"
    assert "坏.xlsx" in said.err
    good = sheet("飞鸽*")
    said = jixin("import", book, bad, good, "--month", "2026-09", "--shop", "小满抖音店", "--json")
    assert said.status == 3
    assert [file["stored"] for file in said.json["files"]] == [False, True]
    assert said.json["stored"] is False


def test_a_pattern_that_the_shell_left_alone(jixin, book: Path) -> None:
    words = ("--month", "2026-09", "--shop", "小满抖音店", "--dry-run", "--json")
    said = jixin("import", book, SHEETS / "飞?_*.xlsx", *words)
    assert [file["file"] for file in said.json["files"]] == [sheet("飞鸽*").name]
    said = jixin("import", book, SHEETS / "没有*.xlsx", *words)
    assert said.status == 1
    assert "没有*.xlsx" in said.err


def test_a_dry_run_stores_nothing(jixin, book: Path, tmp_path: Path) -> None:
    words = ("import", book, sheet("飞鸽*"), "--month", "2026-09", "--shop", "小满抖音店", "--dry-run", "--json")
    said = jixin(*words)
    assert said.status == 0
    assert said.json["stored"] is False
    assert said.json["files"][0]["rows"] == 6
    assert by_number(jixin("metrics", book, "2026-09", "--json").json)["A002"]["metrics"] == {}
    fresh = tmp_path / "fresh.jixin"
    do("book", "new", fresh, "--shop", "云朵家居旗舰店")
    said = jixin("roster", "import", fresh, sheet("花名册*"), "--dry-run", "--json")
    assert said.status == 0
    assert len(said.json["added"]) == 12
    assert jixin("roster", "list", fresh, "--json").json == []


def test_roster_list(jixin, filled: Path) -> None:
    agents = jixin("roster", "list", filled, "--json").json
    assert len(agents) == 12
    assert list(agents[0]) == [
        *("number", "name", "position", "grade", "team", "shops", "accounts", "hired", "left"),
    ]
    assert agents[0]["accounts"] == [{"account": "云朵家居旗舰店:思远", "from": "2025-03-01", "to": None}]
    assert agents[0]["hired"] == "2025-03-01"


def test_an_account_is_handed_on(jixin, book: Path) -> None:
    assert jixin("account", "move", book, "云朵家居旗舰店:思远", "A003", "--from", "2026-11-01").status == 0
    found = {agent["number"]: agent for agent in jixin("roster", "list", book, "--json").json}
    assert found["A001"]["accounts"] == [{"account": "云朵家居旗舰店:思远", "from": "2025-03-01", "to": "2026-10-31"}]
    assert {"account": "云朵家居旗舰店:思远", "from": "2026-11-01", "to": None} in found["A003"]["accounts"]


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_scheme_goes_out_and_comes_in_again(jixin, book: Path, tmp_path: Path, template: str) -> None:
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    assert jixin("scheme", "export", book, template, first).status == 0
    assert jixin("scheme", "import", book, first, "--position", "综合", "--from", "2026-11").status == 0
    name = json.loads(first.read_text("utf-8"))["name"]
    assert jixin("scheme", "export", book, name, second).status == 0
    assert second.read_bytes() == first.read_bytes()


def test_templates(jixin) -> None:
    found = jixin("scheme", "templates", "--json").json
    assert [one["id"] for one in found] == list(TEMPLATES)
    assert list(found[0]) == ["id", "name", "position", "description", "items", "pay"]
    assert "conversion-tiered" in jixin("scheme", "templates").out


def test_marks_that_are_missing(jixin, book: Path) -> None:
    do("scheme", "use", book, "taobao-presales", "--position", "售前", "--from", MONTH)
    missing = jixin("marks", "list", book, MONTH, "--json").json["missing"]
    assert {"number": "A001", "name": "郭思远", "id": "professional", "item": "专业答复"} in missing
    assert "专业答复" in jixin("marks", "list", book, MONTH).out


@pytest.mark.parametrize("kind", ["roster", "incidents", "marks", "attendance"])
def test_empty_forms(jixin, tmp_path: Path, kind: str) -> None:
    assert jixin("sheet", "template", kind, tmp_path / "form.xlsx").status == 0
    assert (tmp_path / "form.xlsx").read_bytes().startswith(b"PK")
