"""``import``, ``incidents import``, ``marks import``, ``marks list`` and ``sheet template``."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from app.cli.answers import problems_json
from app.cli.opening import opened
from app.cli.parser import Call, Menu
from app.cli.plan_answer import accounts_json, missing_days_json, plan_json
from app.cli.tables import table
from app.cli.words import month_word
from app.domain.problem import has_errors
from app.services.figures import FiguresReport, import_incidents, import_marks, missing_marks
from app.services.import_sheets import (
    FileReport,
    ImportReport,
    overlaps,
    plan_import,
    plan_report,
    store_import,
)
from app.services.missing_days import MissingDays, missing_after, report_names
from app.services.pasted import keep_pasted
from app.services.sheet_forms import FORMS, write_form
from app.wording.missing_days import missing_lines


def add(menu: Menu) -> None:
    """Add the commands of this group."""
    month = month_word(menu.texts)
    importing = menu.command("import", _import, files=[], unmatched=[], missing_days=[])
    importing.word("book", type=Path)
    importing.word("file", type=Path, nargs="+")
    importing.option("--month", type=month, required=True)
    importing.option("--shop", default="")
    importing.switch("--dry-run")
    importing.switch("--json")
    for kind, handler in (("incidents", _incidents), ("marks", _marks)):
        parser = menu.command(f"{kind} import", handler)
        parser.word("book", type=Path)
        parser.word("file", type=Path)
        parser.option("--month", type=month, required=True)
        parser.switch("--json")
    listing = menu.command("marks list", _missing)
    listing.word("book", type=Path)
    listing.word("month", type=month)
    listing.switch("--json")
    form = menu.command("sheet template", _form)
    form.word("kind", choices=FORMS)
    form.word("file", type=Path)


def _import(call: Call) -> int:
    words = call.words
    with opened(words.book) as book, TemporaryDirectory() as scratch:
        files = tuple(_with_pasted(expanded(words.file), call, Path(scratch)))
        plan = plan_import(book, files, words.month, shop=words.shop, progress=call.console.progress)
        known = overlaps(book, plan) if words.dry_run else {}
        gaps = missing_after(book, plan)
        report = plan_report(plan) if words.dry_run else store_import(book, plan)
    if call.as_json:
        more = {"plan": plan_json(plan, known), "accounts": accounts_json(plan)} if words.dry_run else {}
        call.console.json(_report_json(call, report) | more | {"missing_days": missing_days_json(gaps)})
    else:
        _say_report(call, report)
        _say_missing(call, gaps)
    call.console.problems(report.problems)
    return _status(report)


def _with_pasted(files: Iterable[Path], call: Call, folder: Path) -> Iterator[Path]:
    """The files; ``-`` is what comes in on standard input, rows as they are copied out of a sheet or a web page."""
    for file in files:
        pasted = str(file) == "-"
        yield keep_pasted(call.console.read(), folder, call.texts("cli.pasted_name")) if pasted else file


def expanded(files: Iterable[Path]) -> Iterator[Path]:
    """The files with ``*`` and ``?`` in a name filled in, which the Windows command line leaves to the program."""
    for file in files:
        wild = not file.exists() and any(char in file.name for char in "*?")
        found = sorted(path for path in file.parent.glob(file.name) if not path.name.startswith("~$")) if wild else []
        yield from found or [file]


def _status(report: ImportReport) -> int:
    """1 when no file was (or, on a dry run, would be) stored, 3 when something is left for a person."""
    good = [file for file in report.files if not _refused(file)]
    if not good:
        return 1
    return 3 if len(good) < len(report.files) or report.problems or report.unmatched else 0


def _refused(file: FileReport) -> bool:
    return has_errors(file.problems)


def _report_json(call: Call, report: ImportReport) -> dict[str, Any]:
    return {
        "stored": report.stored,
        "files": [
            {
                "file": file.file,
                "stored": file.stored,
                "layout": file.layout,
                "period": file.period,
                "rows": file.rows,
                "agents": file.agents,
                "id": file.id,
                "problems": problems_json(file.problems, call.texts),
            }
            for file in report.files
        ],
        "unmatched": list(report.unmatched),
        "problems": problems_json(report.problems, call.texts),
    }


def _say_report(call: Call, report: ImportReport) -> None:
    texts = call.texts
    heads = [texts(f"cli.head_{name}") for name in ("file", "layout", "period", "rows", "agents", "result")]
    rows = [
        [
            file.file,
            file.layout,
            file.period,
            str(file.rows),
            str(file.agents),
            texts(_outcome(file, dry_run=call.words.dry_run)),
        ]
        for file in report.files
    ]
    call.console.say(table(heads, rows, right="lllrrl"))
    if report.unmatched:
        names = texts("cli.comma").join(report.unmatched)
        call.console.note(texts("cli.unmatched", count=len(report.unmatched), accounts=names))


def _say_missing(call: Call, gaps: Sequence[MissingDays]) -> None:
    lines = missing_lines(gaps, report_names(), call.texts)
    if lines:
        call.console.note(call.texts("cli.missing_days", lines="\n".join(lines)))


def _outcome(file: FileReport, *, dry_run: bool) -> str:
    if dry_run:
        return "cli.file_refused" if _refused(file) else "cli.file_fits"
    return "cli.file_stored" if file.stored else "cli.file_refused"


def _incidents(call: Call) -> int:
    with opened(call.words.book) as book:
        report = import_incidents(book, call.words.file, call.words.month)
    return _answer_figures(call, report)


def _marks(call: Call) -> int:
    with opened(call.words.book) as book:
        report = import_marks(book, call.words.file, call.words.month)
    return _answer_figures(call, report)


def _answer_figures(call: Call, report: FiguresReport) -> int:
    if call.as_json:
        call.console.json(_figures_json(call, report))
    elif report.stored:
        kind = call.texts(f"cli.figures_{report.kind}")
        call.console.say(call.texts("cli.figures_done", kind=kind, file=report.file, rows=report.rows))
        for row in report.removed:
            call.console.say(call.texts("cli.figures_removed", row=" ".join(filter(None, row))))
    call.console.problems(report.problems)
    if not report.stored:
        return 1
    return 3 if report.problems else 0


def _figures_json(call: Call, report: FiguresReport) -> dict[str, Any]:
    return {
        "stored": report.stored,
        "file": report.file,
        "kind": report.kind,
        "rows": report.rows,
        "removed": [
            {"number": number, "date": day, "item": item, "value": value} for number, day, item, value in report.removed
        ],
        "problems": problems_json(report.problems, call.texts),
    }


def _missing(call: Call) -> int:
    with opened(call.words.book) as book:
        missing = missing_marks(book, call.words.month)
    if call.as_json:
        rows = [{"number": mark.number, "name": mark.agent, "id": mark.item, "item": mark.name} for mark in missing]
        call.console.json({"month": str(call.words.month), "missing": rows})
    elif missing:
        heads = [call.texts(f"cli.head_{name}") for name in ("number", "name", "id", "item")]
        call.console.say(table(heads, [[one.number, one.agent, one.item, one.name] for one in missing]))
    else:
        call.console.say(call.texts("cli.nothing_missing", month=call.words.month))
    return 0


def _form(call: Call) -> int:
    written = write_form(call.words.kind, call.words.file, call.texts)
    call.console.say(call.texts("cli.written", file=written))
    call.console.beside(call.words.file, written)
    return 0
