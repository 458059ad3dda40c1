"""``demo``: a demonstration book with everything that a month needs."""

from collections.abc import Iterable
from pathlib import Path

from app.cli.explain import explanation_text
from app.cli.parser import Call, Menu
from app.cli.run_answer import run_table
from app.services.demo import make_demo


def add(menu: Menu) -> None:
    """Add the commands of this group."""
    parser = menu.command("demo", _demo)
    parser.word("dir", nargs="?", type=Path, default=Path("jixin-demo"))


def _demo(call: Call) -> int:
    texts, say = call.texts, call.console.say
    report = make_demo(call.words.dir, texts, call.console.progress)
    say(run_table(report.run, "draft", texts))
    shown = report.explanation
    say("\n" + texts("cli.demo_example", number=shown.agent.number, name=shown.agent.name))
    say(explanation_text(shown, texts))
    say("\n" + texts("cli.demo_written"))
    for folder, files in _by_folder(report.written).items():
        say("  " + texts("cli.demo_folder", folder=folder, files=len(files), names=_some(files)))
    say(texts("cli.demo_next", book=report.book))
    call.console.problems(report.problems)
    return 3 if report.problems or report.run.blocked else 0


def _by_folder(written: Iterable[Path]) -> dict[Path, list[str]]:
    folders: dict[Path, list[str]] = {}
    for file in written:
        folders.setdefault(file.parent, []).append(file.name)
    return folders


def _some(files: list[str]) -> str:
    return "  ".join(files[:2]) + ("  …" if len(files) > 2 else "")
