"""``bank file``, ``bank template`` and ``bank list``: what bank or Alipay pays from."""

import argparse
from collections.abc import Callable
from pathlib import Path

from app.cli.answers import amount_json
from app.cli.opening import opened
from app.cli.parser import Call, Menu
from app.cli.tables import table
from app.cli.words import OncePerKey, month_word
from app.domain.transfer import WAYS, LeftOut
from app.services.transfer_file import TransferReport, write_transfer
from app.services.transfer_templates import keep_template, not_kept, read_template, templates
from app.texts import Texts
from app.wording.numbers import fen_money


def add(menu: Menu) -> None:
    """Add the commands of this group."""
    file = menu.command("bank file", _file)
    file.word("book", type=Path)
    file.word("month", type=month_word(menu.texts))
    file.word("file", type=Path)
    file.option("--template", default="bank")
    file.switch("--json")
    learn = menu.command("bank template", _template)
    learn.word("book", type=Path)
    learn.word("template_name")
    learn.word("file", type=Path)
    learn.word("columns", nargs="*", type=_column_word(menu.texts), action=OncePerKey, texts=menu.texts)
    learn.option("--way", choices=WAYS, default="bank")
    known = menu.command("bank list", _list)
    known.word("book", type=Path)


def _column_word(texts: Texts) -> Callable[[str], tuple[str, str]]:
    def read(word: str) -> tuple[str, str]:
        head, sign, field = word.rpartition("=")
        if not sign:
            raise argparse.ArgumentTypeError(texts("cli.bad_pair", word=word))
        return head.strip(), field.strip()

    return read


def _file(call: Call) -> int:
    words = call.words
    with opened(words.book) as book:
        report = write_transfer(book, words.month, words.file, call.texts, words.template)
    if call.as_json:
        call.console.json(_report_json(report))
    else:
        values = {"file": report.file, "count": report.count, "total": fen_money(report.total)}
        call.console.say(call.texts("cli.transfer_written", **values))
    call.console.beside(words.file, report.file)
    for one in report.left_out:
        call.console.note(left_out_text(one, call.texts))
    if not report.sealed:
        call.console.note(call.texts("cli.transfer_draft", month=words.month))
    return 0 if report.sealed and not report.left_out else 3


def left_out_text(one: LeftOut, texts: Texts) -> str:
    """``A3 吴敏：没有收款账号``."""
    reason = texts(f"document.left_out_{one.reason}")
    return texts("document.left_out", number=one.number, name=one.name, reason=reason)


def _report_json(report: TransferReport) -> dict[str, object]:
    return {
        "file": str(report.file),
        "count": report.count,
        "total": amount_json(report.total),
        "sealed": report.sealed,
        "left_out": [
            {"number": one.number, "name": one.name, "reason": one.reason, "net": amount_json(one.net)}
            for one in report.left_out
        ],
    }


def _template(call: Call) -> int:
    words = call.words
    template = read_template(words.file, words.template_name, words.way, dict(words.columns))
    with opened(words.book) as book:
        keep_template(book, template)
    call.console.say(call.texts("cli.template_kept", name=template.name))
    heads = [call.texts("cli.head_column"), call.texts("cli.head_field")]
    call.console.say(table(heads, [list(column) for column in template.columns], right="ll"))
    for code in not_kept(template, words.file):
        call.console.note(call.texts(f"document.form_lost_{code}"))
    return 0


def _list(call: Call) -> int:
    with opened(call.words.book) as book:
        found = templates(book)
    heads = [call.texts("cli.head_template"), call.texts("cli.head_way"), call.texts("cli.head_columns")]
    rows = [[one.name, one.way, " ".join(head for head, _ in one.columns)] for one in found]
    call.console.say(table(heads, rows, right="lll"))
    return 0
