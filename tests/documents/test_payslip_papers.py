"""Payslips of one, two, forty and a thousand people, with odd names and long lines: page by page what was meant."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from msgspec.structs import replace
from PIL import Image
from pypdf import PdfReader

from app.documents.images import MAX_SIDE, prepared, size_within
from app.documents.locked import ALPHABET, locked, random_password
from app.documents.page_pictures import page_count, page_pngs
from app.documents.payslip_pdf import render, render_each
from app.documents.qr import qr_rows
from app.domain.problem import JixinError
from app.texts import LANGUAGES, Texts
from app.wording.choices import FIELDS, Choice
from app.wording.facts import PayslipFacts
from app.wording.payslip import payslip_facts
from tests.documents.papers import faults, page_texts, squeezed
from tests.documents.slips import FILES, big, facts, lines, payslip, run

NAMES = ["林晓月", "A&B <陈>", "朱𠮷", "㛃䶮喆犇", "阿不都热依木江·买买提", "O'Neill & Søn", "</para>"]


def people(count: int) -> list[PayslipFacts]:
    one = facts(payslip(), sealed=True)
    found: list[PayslipFacts] = []
    for at in range(count):
        name, number = f"{NAMES[at % len(NAMES)]}{at}", f"N{at:04}"
        found.append(replace(one, agent=name, number=number, facts=(("姓名", name), ("工号", number), *one.facts[2:])))
    return found


@pytest.mark.parametrize("count", [1, 2, 40, 41, 1000])
def test_each_page_is_one_person_s_payslip(count: int) -> None:
    slips = people(count)
    data = render(slips)
    pages = page_texts(data)
    assert len(pages) == count
    for slip, page in zip(slips, pages, strict=True):
        assert squeezed(slip.agent) in page and slip.number in page and "8,105.53" in page
        assert page.count("工号") == 1
    assert faults(data) == []


@pytest.mark.parametrize("count", [1, 2, 41])
def test_two_to_a_page_keeps_the_order(count: int) -> None:
    slips = people(count)
    pages = page_texts(render(slips, "a4"))
    assert len(pages) == (count + 1) // 2
    for at, slip in enumerate(slips):
        assert squeezed(slip.agent) in pages[at // 2]


def test_a_file_holds_one_person_and_little_weight() -> None:
    slips = people(30)
    for slip, data in zip(slips, render_each(slips), strict=True):
        text = "".join(page_texts(data))
        assert [other.number for other in slips if other.number in text] == [slip.number]
        assert len(data) <= 60 * 1024
        assert faults(data) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_of_the_model_payslip_weighs_little_in_every_language(language: str) -> None:
    assert (
        max(map(len, render_each([facts(payslip(), language, sealed=sealed) for sealed in (True, False)]))) <= 60 * 1024
    )


def test_thirty_lines_and_a_very_long_name_are_all_there() -> None:
    many = tuple(replace(lines()[3], code=f"piece:{n}", name=f"第{n}项计件") for n in range(30))
    long = replace(lines()[0], name="名称长得一行无论如何也写不下去的薪资项目" * 6)
    slip = facts(payslip(lines=(long, *many), gross=0, deductions=0, net=0))
    data = render([slip])
    text = "".join(page_texts(data))
    assert all(f"第{n}项计件" in text for n in range(30))
    assert text.count("126.00") == 30 and squeezed(long.name) in text
    assert faults(data) == []


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not here")
def test_qpdf_finds_nothing(tmp_path: Path) -> None:
    file = tmp_path / "all.pdf"
    file.write_bytes(render([facts(payslip(), sealed=True), facts(big(), "en")]))
    done = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "WARNING" not in done.stdout + done.stderr


# --- choice of what is printed


def chosen(**choice: object) -> str:
    slip = payslip()
    told = payslip_facts(slip, run(slip), FILES, Texts(), sealed=True, sealed_on="2026-11-05", choice=Choice(**choice))  # type: ignore[arg-type]
    return "".join(page_texts(render([told])))


WORDS = {
    "position": "售前P3",
    "attended": "出勤",
    "shops": "旗舰店",
    "team": "暖阳组",
    "uppercase": "捌仟壹佰零伍元",
    "near_miss": "差一点",
    "score": "聊天质检",
    "signature": "签收",
    "check": "校验码",
    "scheme": "方案：",
    "objection": "疑问",
}


@pytest.mark.parametrize("field", WORDS)
def test_a_hidden_field_is_not_printed_and_everything_else_is(field: str) -> None:
    text = chosen(hidden=frozenset({field}))
    hidden = {other for other, word in WORDS.items() if word not in text}
    assert hidden == {field}
    assert all(amount in text for amount in ("2,500.00", "1,795.00", "3,584.53", "8,205.53", "8,105.53"))


def test_what_the_law_asks_for_cannot_be_hidden() -> None:
    text = chosen(hidden=frozenset(FIELDS), depth="none")
    for word in ("小满家纺", "2026年10月", "2026-11-10", "林晓月", "A001", "底薪", "罚扣", "−100.00", "8,105.53"):
        assert word in text


def test_three_depths_of_reasons() -> None:
    none, line, full = (chosen(depth=depth) for depth in ("none", "line", "full"))
    assert "×3.5" not in none and "数据出处" not in none
    assert "×3.5" in line and "数据出处" not in line and "[1]" not in line
    assert "×3.5" in full and "数据出处" in full and "[1]" in full


# --- passwords, pictures, codes


def test_a_locked_payslip_opens_with_its_password_only() -> None:
    data = locked(render(people(1)), "abc234xyz9")
    for wrong in ("", "abc234xyz8"):
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(BytesIO(data), password=wrong)
    with pikepdf.open(BytesIO(data), password="abc234xyz9") as pdf:  # noqa: S106
        assert (pdf.encryption.R, pdf.encryption.bits, str(pdf.encryption.stream_method)) == (
            6,
            256,
            "EncryptionMethod.aesv3",
        )
        plain = BytesIO()
        pdf.save(plain)
    assert "8,105.53" in page_texts(plain.getvalue())[0]


def test_random_passwords_differ_and_are_easy_to_type() -> None:
    made = {random_password() for _ in range(500)}
    assert len(made) == 500
    assert all(len(one) == 10 and set(one) <= set(ALPHABET) for one in made)


def picture(kind: str, size: tuple[int, int]) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, (168, 50, 42)).save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize(("kind", "size"), [("PNG", (40, 20)), ("JPEG", (3000, 1000)), ("PNG", (500, 2000))])
def test_pictures_become_small_pngs_of_the_same_shape(kind: str, size: tuple[int, int]) -> None:
    made = prepared(picture(kind, size), "x")
    with Image.open(BytesIO(made)) as small:
        assert small.format == "PNG" and max(small.size) <= MAX_SIDE
    across, down = size_within(made, 80, 40)
    assert across <= 80.01 and down <= 40.01
    assert abs(across / down - size[0] / size[1]) < 0.02


@pytest.mark.parametrize("data", [b"", b"no picture", picture("GIF", (5, 5)), picture("PNG", (9, 9))[:40]])
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(JixinError) as refused:
        prepared(data, "logo.png")
    assert refused.value.problems[0].code == "picture_unreadable"


def test_logo_and_seal_are_on_the_page_and_a_draft_has_no_seal() -> None:
    pictures = Choice(logo=prepared(picture("PNG", (200, 60)), "a"), seal=prepared(picture("PNG", (90, 90)), "b"))
    slip = payslip()
    counts: list[int] = []
    for sealed in (True, False):
        told = payslip_facts(slip, run(slip), FILES, Texts(), sealed=sealed, choice=pictures)
        data = render([told])
        assert render([told]) == data and faults(data) == []
        counts.append(len(PdfReader(BytesIO(data)).pages[0].images))
    assert counts == [2, 1]


def test_pages_as_pictures() -> None:
    data = render(people(2))
    assert page_count(data) == 2
    for png in page_pngs(data, 100):
        with Image.open(BytesIO(png)) as page:
            assert page.format == "PNG" and abs(page.width - 583) <= 1 and abs(page.height - 826) <= 1
            assert len(page.convert("L").getcolors(256) or []) > 20, "something is drawn"


def test_a_qr_code_is_square_with_three_finders() -> None:
    rows = qr_rows("JX 2026-10 3F9A21C7")
    assert len(rows) == 21 and {len(row) for row in rows} == {21}
    finder = ["1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111"]
    for top, left in ((0, 0), (0, 14), (14, 0)):
        assert [row[left : left + 7] for row in rows[top : top + 7]] == finder
    assert qr_rows("JX 2026-10 3F9A21C7") == rows != qr_rows("JX 2026-10 3F9A21C8")
