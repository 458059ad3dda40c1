"""Papers of a month as files: which are written, what they are called, who can open them."""

from datetime import date
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from app.documents.page_pictures import page_count
from app.domain.check_code import check_code
from app.domain.month import PayMonth
from app.services.agent_year import last_year, write_history, write_statement, year_view
from app.services.compute_month import compute_month, current_run
from app.services.figures import adjust
from app.services.paper_settings import paper_choice, set_paper
from app.services.print_pages import paper_pdf, trial_pdf
from app.services.print_payslips import Papers, write_payslips
from app.services.print_register import write_register
from app.services.roster import import_roster, set_agent
from app.services.seal_month import seal_month
from app.services.verify import find_code, verify_sealed
from app.storage.book import Book
from app.texts import Texts
from tests.documents.papers import page_texts
from tests.services.small import NOVEMBER, OCTOBER, Write, refusal


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def texts_of(file: Path, key: str = "") -> str:
    with pikepdf.open(file, password=key) as pdf:
        plain = file.with_suffix(".plain")
        pdf.save(plain)
    found = "".join(page_texts(plain.read_bytes()))
    plain.unlink()
    return found


def test_every_kind_of_paper_in_one_go(book: Book, texts: Texts, tmp_path: Path) -> None:
    out = tmp_path / "10月"
    papers = Papers(merged=out / "全部.pdf", strips=out / "条.pdf", sheet=out / "签收.pdf")
    report = write_payslips(book, OCTOBER, out, texts, papers)
    assert [file.name for file in report.written] == [
        "2026-10_A1_林小美.pdf", "2026-10_A2_周强.pdf", "全部.pdf", "条.pdf", "签收.pdf"
    ]  # fmt: skip
    assert names(out) == sorted(file.name for file in report.written), "no half file stays"
    for name in ("全部.pdf", "条.pdf", "签收.pdf"):
        text = texts_of(out / name)
        assert "林小美" in text and "周强" in text
    again = {name: (out / name).read_bytes() for name in names(out)}
    write_payslips(book, OCTOBER, out, texts, papers)
    assert {name: (out / name).read_bytes() for name in names(out)} == again


def test_odd_names_stay_in_the_folder_and_tell_no_amounts(
    book: Book, write: Write, texts: Texts, tmp_path: Path
) -> None:
    import_roster(book, write("改名.csv", "工号,姓名\nA1,CON/../x\nA2,小\u202e强 \n"))
    out = tmp_path / "out"
    report = write_payslips(book, OCTOBER, out, texts)
    assert [file.name for file in report.written] == ["2026-10_A1_CON_.._x.pdf", "2026-10_A2_小强.pdf"]
    assert all(file.parent == out for file in report.written) and names(tmp_path / "out") == sorted(
        file.name for file in report.written
    )


def test_random_passwords_stay_the_same_and_are_listed(book: Book, texts: Texts, tmp_path: Path) -> None:
    out = tmp_path / "out"
    papers = Papers(password="random")  # noqa: S106 - a way, no password
    report = write_payslips(book, OCTOBER, out, texts, papers)
    listed = "".join(page_texts(report.written[-1].read_bytes()))
    assert report.written[-1].name == "2026-10_密码表_只给老板.pdf"
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(report.written[0])
    before = listed
    report = write_payslips(book, OCTOBER, out, texts, papers)
    assert "".join(page_texts(report.written[-1].read_bytes())) == before
    key = listed.split("林小美")[1][:10]
    assert "林小美" in texts_of(report.written[0], key)
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(report.written[1], password=key)


def test_the_last_six_of_the_id_open_a_payslip_and_everybody_without_one_is_named(
    book: Book, write: Write, texts: Texts, tmp_path: Path
) -> None:
    papers = Papers(password="id6")  # noqa: S106 - a way, no password
    out = tmp_path / "out"
    assert refusal(lambda: write_payslips(book, OCTOBER, out, texts, papers)) == ["password_no_id"] * 2
    assert not out.exists(), "nothing is written"
    import_roster(
        book, write("身份证.csv", "工号,姓名,身份证号\nA1,林小美,33010219900101002x\nA2,周强,330102199001010041\n")
    )
    report = write_payslips(book, OCTOBER, out, texts, papers)
    assert "林小美" in texts_of(report.written[0], "01002X")
    assert "01002X" not in "".join(page_texts(report.written[-1].read_bytes()))


def test_pictures_instead_of_files(book: Book, texts: Texts, tmp_path: Path) -> None:
    report = write_payslips(book, OCTOBER, tmp_path / "图", texts, Papers(png=True))
    assert [file.suffix for file in report.written] == [".png"] * len(report.written)
    assert report.written[0].name == "2026-10_A1_林小美.png"
    papers = Papers(png=True, password="random")  # noqa: S106 - a way, no password
    assert refusal(lambda: write_payslips(book, OCTOBER, tmp_path / "图", texts, papers)) == ["png_no_password"]


def test_a_file_that_is_open_is_left_alone_and_said(
    book: Book, texts: Texts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.documents import output

    monkeypatch.setattr(output, "RETRY_SECONDS", ())
    target = tmp_path / "全部.pdf"
    target.write_bytes(b"open in a reader")
    moved = Path.replace

    def locked(self: Path, to: Path) -> Path:
        if to == target:
            raise PermissionError(13, "in use")
        return moved(self, to)

    monkeypatch.setattr(Path, "replace", locked)
    report = write_payslips(book, OCTOBER, None, texts, Papers(merged=target))
    assert target.read_bytes() == b"open in a reader"
    assert [file.name for file in report.beside] == ["全部 (2).pdf"]
    assert not [name for name in names(tmp_path) if name.endswith(".tmp")]


def test_settings_are_kept_and_bad_ones_listed_together(book: Book, texts: Texts, tmp_path: Path) -> None:
    Image.new("RGB", (60, 60), "red").save(tmp_path / "章.png")
    set_paper(
        book, {"trace": "line", "hide": "score, near_miss", "seal": str(tmp_path / "章.png"), "business": "新名字"}
    )
    choice = paper_choice(book)
    assert (choice.depth, choice.hidden) == ("line", frozenset({"score", "near_miss"})) and choice.seal
    text = "".join(page_texts(paper_pdf(book, OCTOBER, "slips", texts, Papers())))
    assert "新名字" in text and "数据出处" not in text
    bad = {"trace": "all", "hide": "net", "logo": str(tmp_path / "none.png"), "business": " ", "font": "x"}
    assert refusal(lambda: set_paper(book, bad)) == [
        "choice_bad", "choice_bad", "picture_unreadable", "business_blank", "paper_key_unknown"
    ]  # fmt: skip
    assert paper_choice(book) == choice
    set_paper(book, {"seal": "", "hide": ""})
    assert not paper_choice(book).seal and not paper_choice(book).hidden


def test_what_goes_to_the_printer(book: Book, texts: Texts) -> None:
    one = paper_pdf(book, OCTOBER, "slips", texts, Papers(), "A2")
    assert page_count(one) == 1 and "周强" in page_texts(one)[0]
    assert page_count(paper_pdf(book, OCTOBER, "strips", texts, Papers())) == 1
    assert page_count(paper_pdf(book, OCTOBER, "sheet", texts, Papers())) == 1
    assert page_count(trial_pdf(texts)) == 1
    assert refusal(lambda: paper_pdf(book, OCTOBER, "slips", texts, Papers(), "A9")) == ["print_nobody"]


def test_a_code_is_found_as_long_as_the_figures_are_the_same(book: Book) -> None:
    run = current_run(book, OCTOBER)
    code = check_code(run.payslips[0], run)
    (found,) = find_code(book, f"JX 2026-10 {code}")
    assert (found.month, found.state, found.payslip.number) == (OCTOBER, "draft", "A1")
    assert find_code(book, "00000000") == ()
    assert refusal(lambda: find_code(book, "hello")) == ["code_bad"]
    adjust(book, OCTOBER, "A1", "0.01", "一分")
    compute_month(book, OCTOBER)
    assert find_code(book, code) == ()
    seal_month(book, OCTOBER)
    sealed = current_run(book, OCTOBER)
    assert find_code(book, check_code(sealed.payslips[0], sealed))[0].state == "sealed"


def test_sealed_months_come_out_the_same_and_a_changed_fen_is_seen(book: Book) -> None:
    seal_month(book, OCTOBER)
    (month,) = verify_sealed(book)
    assert (month.month, month.different) == (OCTOBER, ())
    assert month.net == sum(slip.net or 0 for slip in current_run(book, OCTOBER).payslips)
    with book.keep() as db:
        db.execute("UPDATE payslips SET body = replace(body, '200000', '200001') WHERE number = 'A1'")
    (month,) = verify_sealed(book)
    assert month.different == ("A1",)


def test_a_year_is_what_was_kept(book: Book, texts: Texts, tmp_path: Path) -> None:
    assert refusal(lambda: last_year(book)) == ["year_nothing"]
    compute_month(book, OCTOBER, pay_date=date(2026, 11, 15))
    seal_month(book, OCTOBER)
    year = year_view(book, "A1", last_year(book))
    (row,) = year.rows
    assert (row.month, row.state, row.pay_date) == (OCTOBER, "sealed", date(2026, 11, 15))
    assert row.net == current_run(book, OCTOBER).payslips[0].net
    text = "".join(page_texts(write_statement(book, "A1", 2026, tmp_path / "对账单.pdf", texts).read_bytes()))
    assert all(word in text for word in ("林小美", "1月", "12月", "合计", "纳税年度"))
    pages = page_texts(write_history(book, "A1", 2026, tmp_path / "全年.pdf", texts).read_bytes())
    assert "林小美" in pages[0] and not any("周强" in page for page in pages)
    for write in (write_statement, write_history):
        assert refusal(lambda write=write: write(book, "A3", 2026, tmp_path / "x.pdf", texts)) == ["year_empty"]
    assert refusal(lambda: year_view(book, "A9", 2026)) == ["agent_unknown"]


def test_a_register_as_csv_with_private_columns(book: Book, write: Write, texts: Texts, tmp_path: Path) -> None:
    import_roster(
        book, write("卡号.csv", "工号,姓名,身份证号,银行卡号\nA1,林小美,33010219900101002X,6222021234567890123\n")
    )
    report = write_register(book, OCTOBER, tmp_path / "工资表.csv", texts, private=True)
    rows = report.file.read_text("utf-8-sig").splitlines()
    assert rows[0].split(",")[6:10] == ["身份证号", "手机", "开户行", "银行卡号"]
    assert "33010219900101002X" in rows[1] and "'6222021234567890123" in rows[1]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("4252*8%", "340.16"),
        ("4252 × 8 %", "340.16"),
        ("5,000x2%+3", "103"),
        ("3333.33*0.5％", "16.67"),
        ("12.5", "12.5"),
    ],
)
def test_an_insurance_box_takes_base_times_rate(book: Book, text: str, kept: str) -> None:
    set_agent(book, "A1", {"pension": text}, NOVEMBER)
    row = book.db.execute("SELECT value FROM agent_terms WHERE key = 'pension'").fetchone()
    assert row[0] == kept


@pytest.mark.parametrize("text", ["4252*8", "8%*4252", "a*8%", "-4252*8%", "4252*8%*2"])
def test_anything_else_is_no_amount(book: Book, text: str) -> None:
    assert refusal(lambda: set_agent(book, "A1", {"pension": text}, PayMonth(2026, 12))) == ["number_bad"]
    assert refusal(lambda: set_agent(book, "A1", {"base": "4252*8%"}, PayMonth(2026, 12))) == ["number_bad"]
