"""Payslips on paper: what is extracted is what was meant, always the same bytes, never a silent box."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from app.documents.fonts import MISSING, load_fonts
from app.documents.paper import Box, Line, Mark, Picture, Ruler, Squares, Text, Turned
from app.documents.payslip_layout import payslip_pages
from app.documents.payslip_parts import HEIGHT, LEFT, RIGHT, seal_part
from app.documents.payslip_pdf import render, render_each, replaced_characters
from app.wording.facts import PayslipFacts
from tests.documents.slips import big, facts, incident, items, lines, payslip

REFERENCE = Path(__file__).parent.parent / "reference"
HOSTILE = [
    "A&B",
    "小<b>红",
    "</para>",
    "小<b>红</b>&amp;",
    '<img src="/etc/hostname">',
    '<a href="http://example.com">点</a>',
    '<font color="red">红</font>',
    "=1+1",
    "(a)\\(b)",
    "%s {0} {name}",
    "‘“”’`$",
]


def text_of(data: bytes) -> str:
    """The text layer, page by page."""
    return "\n\f\n".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)


def squeezed(text: str) -> str:
    """Without any blanks: line breaks are the layout's own."""
    return re.sub(r"\s+", "", text)


CASES = {
    "model": facts(payslip(), sealed=True),
    "draft": facts(payslip()),
    "long": facts(big()),
    "zh_TW": facts(payslip(), "zh_TW"),
    "en": facts(payslip(), "en"),
}


@pytest.mark.parametrize("name", CASES)
def test_the_text_of_the_page_is_the_reference(name: str) -> None:
    """To renew a reference after a wanted change, write ``text_of(render([CASES[name]]))`` to its file."""
    expected = (REFERENCE / f"payslip_{name}.txt").read_text("utf-8")
    assert text_of(render([CASES[name]])) + "\n" == expected


@pytest.mark.parametrize("name", CASES)
def test_every_printed_string_is_on_the_page(name: str) -> None:
    slip = CASES[name]
    found = squeezed(text_of(render([slip])))
    missing = [text for text in meant(slip) if squeezed(text) not in found]
    assert missing == []


def meant(slip: PayslipFacts) -> Iterator[str]:
    """What the page has to say, but the marks of the seal, which are apart."""
    yield from (slip.business, slip.title, slip.month, slip.net, slip.uppercase, slip.subtraction, slip.draft)
    yield from (text for fact in slip.facts for text in fact)
    for section in filter(None, (slip.earnings, slip.deductions)):
        yield from (section.title, section.total)
        for line in section.lines:
            yield from (line.name, line.amount)
            yield from (part for reason in line.reasons for part in reason.split("；"))
    yield from (miss.lead + miss.text for miss in slip.near_miss)
    yield from (text for row in slip.score_rows for text in (row.name, row.detail, row.full, row.points))
    yield from (*slip.source_texts, slip.scheme, slip.state, slip.check, *slip.signature)


def test_the_same_payslip_gives_the_same_bytes() -> None:
    slips = [facts(payslip()), facts(big())]
    first = render(slips)
    assert list(render_each(slips)) == [render([slip]) for slip in slips]
    assert render(slips) == first


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_printed_as_it_was_typed(name: str) -> None:
    slip = facts(payslip(name=name), business=name)
    assert squeezed(text_of(render([slip]))).count(squeezed(name)) >= 2


@pytest.mark.parametrize("name", ["㛃䶮", "朱𠮷", "喆犇", "𫟹𬭎", "阿不都热依木江·买买提", "José Ñu", "ｶﾅ小美"])
def test_rare_characters_are_drawn_and_found(name: str) -> None:
    slip = facts(payslip(name=name))
    assert replaced_characters([slip]) == ()
    assert squeezed(name) in squeezed(text_of(render([slip])))


def test_a_character_without_a_glyph_is_replaced_visibly_and_reported() -> None:
    slip = facts(payslip(name="小美😀\u200b"))
    (replaced,) = {(one.char, one.code, one.shown) for one in replaced_characters([slip])}
    assert replaced == ("😀", "U+1F600", MISSING)
    assert f"小美{MISSING}" in squeezed(text_of(render([slip])))


def test_equal_forms_stand_in_for_characters_without_a_glyph() -> None:
    fonts = load_fonts()
    assert fonts.drawable("e\u0301\u2009x") == "é x"
    assert fonts.drawable("𝟙") == "1"


@pytest.mark.parametrize("language", ["zh_CN", "zh_TW", "en"])
def test_the_fonts_have_every_word_of_the_catalogue(language: str) -> None:
    from app.texts import Texts

    texts = Texts(language)
    words = [text for key, text in texts._entries.items() if key.startswith(("document.", "reason.", "number."))]
    assert load_fonts().replacements(words) == ()


def test_a5_and_two_to_a_page_of_a4() -> None:
    slips = [facts(payslip(number=f"A00{n}", name=f"第{n}人")) for n in range(3)]
    five = PdfReader(BytesIO(render(slips)))
    four = PdfReader(BytesIO(render(slips, "a4")))
    assert [page.mediabox[2:] for page in five.pages] == [[420, 595]] * 3
    assert [page.mediabox[2:] for page in four.pages] == [[842, 595]] * 2
    assert "第0人" in four.pages[0].extract_text() and "第1人" in four.pages[0].extract_text()


@pytest.mark.parametrize(
    ("business", "rows"),
    [
        ("小满家纺", ["小满", "家纺"]),
        ("云朵青禾电商（演示）", ["云朵青", "禾电商"]),
        ("杭州小满家纺有限公司", ["杭州小满", "家纺有限", "公司"]),
        ("Xiaoman", []),
        ("满", []),
    ],
)
def test_the_seal_is_cut_from_the_name_of_the_business(business: str, rows: list[str]) -> None:
    seal = seal_part(business, Ruler(load_fonts()))
    assert [mark.text for mark in (seal or ()) if isinstance(mark, Text)] == rows


def test_every_font_is_embedded() -> None:
    for page in PdfReader(BytesIO(render([facts(payslip(name="林𠮷"))]))).pages:
        fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
        used = {font["/BaseFont"].split("+")[-1] for font in fonts}
        assert used == {"NotoSansSC-Regular", "NotoSansSC-Bold", "JixinSansSupplement-Bold"}
        assert all("/FontFile2" in font["/FontDescriptor"] for font in fonts)


def test_a_file_holds_one_person_only() -> None:
    names = [f"{a}{b}" for a in "赵钱孙李周" for b in "一二三四五六"]
    slips = [facts(payslip(number=f"A{i:03d}", name=name)) for i, name in enumerate(names)]
    for slip, data in zip(slips, render_each(slips), strict=True):
        text = text_of(data)
        assert [name for name in names if name in text] == [slip.agent]


def test_nothing_is_opened_or_fetched_for_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    slip = facts(payslip(name='<img src="http://127.0.0.1:9/x.png">'))
    load_fonts()
    monkeypatch.setattr(socket, "socket", refuse)
    render([slip])


def refuse(*_: object, **__: object) -> None:
    raise AssertionError("a payslip opened a connection")


def test_pages_of_a_sealed_month_carry_no_draft_and_the_others_all_do() -> None:
    assert "草稿" not in text_of(render([facts(big(), sealed=True)]))
    drafted = text_of(render([facts(big())])).split("\f")
    assert len(drafted) == 2 and all("草稿" in page for page in drafted)


LAYOUTS = {
    "plain": payslip(),
    "big": big(),
    "nothing scored": payslip(items=(), score=None, near_miss=()),
    "no team": payslip(team="", shops=(), grade="", attended=None),
    "twenty lines": payslip(lines=tuple(replace(lines()[3], code=f"piece:{n}") for n in range(20))),
    "sixty lines": payslip(lines=tuple(replace(lines()[3], code=f"piece:{n}") for n in range(60))),
    "forty items": payslip(items=items() * 7),
    "long names": payslip(
        name="很长的名字" * 9,
        shops=tuple(f"第{n}家非常有名的官方旗舰店" for n in range(8)),
        scheme="方案" * 60,
        items=tuple(replace(item, name="名称非常长的考核项目，一行写不下" * 2) for item in items()),
        lines=tuple(replace(line, name="名称非常长的薪资项，一行写不下") for line in lines()),
    ),
    "negative net": payslip(gross=1, deductions=99999999, net=-99999998),
    "one long reason": payslip(
        lines=(
            replace(
                lines()[4],
                trace=replace(
                    lines()[4].trace,
                    inputs=tuple(incident("2026-10-03", "大单", "5", n, note="连单" * 30) for n in range(120)),
                ),
            ),
        )
    ),
}


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("name", LAYOUTS)
def test_nothing_leaves_the_page_and_no_lines_run_into_each_other(name: str, language: str) -> None:
    ruler = Ruler(load_fonts())
    business = "Xiaoman Home Textiles Company Limited" if language == "en" else "小满家纺"
    slip = facts(LAYOUTS[name], language, business, sealed=language == "zh_CN")
    for page in payslip_pages(slip, ruler):
        texts = [mark for mark in page if isinstance(mark, Text) and mark.text]
        seals = [mark for mark in page if isinstance(mark, Turned) and mark.degrees < 10]
        texts += [
            Text(seal.x, seal.y + part.y, part.text, part.size)
            for seal in seals
            for part in seal.marks
            if isinstance(part, Text)
        ]
        for mark in page:
            assert inside(mark, ruler), mark
        assert overlaps(texts, ruler) == []


def inside(mark: Mark, ruler: Ruler) -> bool:
    match mark:
        case Text():
            right = mark.x + ruler.width(mark.text, mark.size, bold=mark.bold)
            return mark.x >= LEFT - 0.1 and right <= RIGHT + 0.1 and 20 < mark.y < HEIGHT - 20
        case Line():
            return min(mark.x, mark.to_x) >= LEFT - 0.1 and max(mark.x, mark.to_x) <= RIGHT + 0.1
        case Box():
            return mark.x >= LEFT - 0.1 and mark.x + mark.width <= RIGHT + 0.1
        case Squares():
            side = mark.side * len(mark.rows)
            return mark.x >= LEFT and mark.x + side <= RIGHT + 0.1 and mark.y > 20 and mark.y + side < HEIGHT - 31
        case Picture():
            return mark.x >= LEFT - 0.1 and mark.x + mark.width <= RIGHT + 0.1 and mark.y > 20
        case Turned():
            return mark.y > 20 and all(mark.y + part.y < HEIGHT - 20 for part in mark.marks if isinstance(part, Text))


def overlaps(texts: list[Text], ruler: Ruler) -> list[tuple[str, str]]:
    """Pairs of texts on about the same line whose widths run into each other."""
    found: list[tuple[str, str]] = []
    for index, one in enumerate(texts):
        end = one.x + ruler.width(one.text, one.size, bold=one.bold)
        for two in texts[index + 1 :]:
            near = abs(one.y - two.y) < min(one.size, two.size) * 0.8
            if near and one.x < two.x + ruler.width(two.text, two.size, bold=two.bold) - 0.5 and two.x < end - 0.5:
                found.append((one.text, two.text))
    return found
