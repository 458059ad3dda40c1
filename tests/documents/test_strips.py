"""Strips to cut apart, the sheet to sign and other tables: nobody split, nothing off the page, every figure there."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from app.documents.fonts import load_fonts
from app.documents.paper import Ruler, Text, Turned
from app.documents.password_list import password_table
from app.documents.sign_sheet import sign_table
from app.documents.strips_pdf import A4, FOOT, cells, render_strips, rows_of, strip_of, strip_pages
from app.documents.table_pdf import Column, Table, render_table, table_pages
from app.domain.month import PayMonth
from app.texts import Texts
from app.wording.facts import PayslipFacts
from tests.documents.papers import faults, outside, page_texts, squeezed
from tests.documents.slips import big, facts, lines, payslip, run

ZH, RULER = Texts(), Ruler(load_fonts())


def people(count: int) -> list[PayslipFacts]:
    one = facts(payslip(), sealed=True)
    return [replace(one, agent=f"第{at}人", number=f"N{at:04}") for at in range(count)]


@pytest.mark.parametrize(("count", "pages"), [(1, 1), (8, 1), (9, 2), (40, 5), (41, 6)])
def test_eight_strips_a_page_and_everybody_on_one(count: int, pages: int) -> None:
    slips = people(count)
    data = render_strips(slips, ZH)
    texts = page_texts(data)
    assert len(texts) == pages
    for at, slip in enumerate(slips):
        assert f"{squeezed(slip.agent)}{slip.number}" in texts[at // 8]
    assert texts[0].count("底薪") >= min(count, 8), "a header row over each person"
    assert sum(text.count("8,105.53") for text in texts) == count
    assert faults(data) == []
    assert render_strips(slips, ZH) == data


THIRTY = tuple(replace(lines()[3], code=f"piece:{n}", name=f"第{n}项计件") for n in range(30))
ODD = {
    "big": big(),
    "thirty lines": payslip(lines=THIRTY),
    "long names": payslip(
        name="很长的名字" * 12,
        shops=tuple(f"第{n}家非常有名的官方旗舰店" for n in range(8)),
        lines=tuple(replace(line, name="名称非常长的薪资项一行写不下") for line in lines()),
    ),
    "millions": payslip(gross=123456789012, net=123456779012),
    "negative": payslip(gross=1, deductions=99999999, net=-99999998),
    "odd": payslip(name="A&B <陈> 朱𠮷"),
    "nothing scored": payslip(items=(), score=None, near_miss=()),
}


@pytest.mark.parametrize("language", ["zh_CN", "zh_TW", "en"])
@pytest.mark.parametrize("name", ODD)
def test_an_odd_strip_stays_on_its_page_and_in_one_piece(name: str, language: str) -> None:
    slips = [facts(ODD[name], language, sealed=True) for _ in range(11)]
    pages = strip_pages(slips, RULER, Texts(language))
    strips = [mark for page in pages for mark in page if isinstance(mark, Turned)]
    assert len(strips) == 11
    for page in pages:
        assert outside(page, *A4, RULER) == []
        here = [mark for mark in page if isinstance(mark, Turned)]
        assert all(mark.y + strip_of(slips[0], RULER).height <= FOOT for mark in here)
    assert overlapping(strips[0].marks) == []


def overlapping(marks: tuple[object, ...]) -> list[tuple[str, str]]:
    texts = [mark for mark in marks if isinstance(mark, Text)]
    return [pair for at, one in enumerate(texts) for pair in _hits(one, texts[at + 1 :])]


def _hits(one: Text, others: list[Text]) -> Iterator[tuple[str, str]]:
    end = one.x + RULER.width(one.text, one.size, bold=one.bold)
    for two in others:
        near = abs(one.y - two.y) < min(one.size, two.size) * 0.8
        if near and one.x < two.x + RULER.width(two.text, two.size, bold=two.bold) - 0.5 and two.x < end - 0.5:
            yield one.text, two.text


def test_many_columns_take_more_rows_and_lose_none() -> None:
    slip = facts(payslip(lines=THIRTY), sealed=True)
    found = cells(slip)
    rows = rows_of(found)
    assert len(found) == 33 and [len(row) for row in rows] == [9, 9, 9, 6]
    assert tuple(cell for row in rows for cell in row) == found
    assert found[-1].net and found[-1].figure == "8,105.53"
    text = "".join(page_texts(render_strips([slip], ZH)))
    assert all(f"第{n}项计件" in text for n in range(30))


def test_a_draft_says_so_on_every_page() -> None:
    texts = page_texts(render_strips([facts(payslip()) for _ in range(20)], ZH))
    assert all("草稿" in text for text in texts)


@pytest.mark.parametrize("count", [1, 30, 200])
def test_the_sheet_to_sign_has_everybody_once_and_the_sums(count: int) -> None:
    slips = [payslip(number=f"N{at:04}", name=f"第{at}人") for at in range(count)]
    table = sign_table(run(*slips), ZH, sealed=True)
    data = render_table(table, ZH)
    texts = page_texts(data)
    whole = "".join(texts)
    assert all(whole.count(f"N{at:04}") == 1 for at in range(count))
    assert all("签名" in text and "实发" in text for text in texts[:-1]), "heads on every page"
    net = f"{810553 * count / 100:,.2f}"
    assert net in texts[-1] and f"{count}人" in texts[-1]
    assert faults(data) == [] and render_table(table, ZH) == data


def test_a_table_with_long_texts_stays_on_its_pages() -> None:
    rows = tuple(("很长的姓名" * 8, "12,345.67", "x" * 90) for _ in range(40))
    columns = (Column("姓名", 2), Column("金额", 1, right=True), Column("文件", 2))
    table = Table(
        title="标题" * 60,
        subtitle="说明" * 120,
        columns=columns,
        rows=rows,
        total=("合计", "1", ""),
        notes=("注" * 300,),
    )
    for size, across in (((595.0, 842.0), False), ((842.0, 595.0), True)):
        pages = table_pages(replace(table, across=across), size, RULER)
        assert [mark for page in pages for mark in outside(page, *size, RULER)] == []


def test_the_password_list_names_everybody_and_says_how_strong_it_is() -> None:
    table = password_table([("A001", "林晓月", "xvaqwebfdd", "2026-10_A001.pdf")], PayMonth(2026, 10), "random", ZH)
    text = "".join(page_texts(render_table(table, ZH)))
    assert "xvaqwebfdd" in text and "林晓月" in text
    light = password_table([("A001", "林晓月", "******", "x.pdf")], PayMonth(2026, 10), "id6", ZH)
    assert "轻" in light.subtitle
