"""``demo``: a demonstration book with everything that a month needs."""

from pathlib import Path

from app.cli.explain import tree_text
from app.cli.parser import Call, Menu
from app.cli.run_answer import run_table
from app.services.demo import make_demo
from app.wording.traces import outline


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
    say(tree_text(outline(shown.tree, shown.files, texts)))
    say("\n" + texts("cli.demo_written"))
    for file in report.written:
        say(f"  {file}")
    say(texts("cli.demo_next", book=report.book))
    return 0
