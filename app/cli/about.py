"""``about``: the version, and everything that is shipped, with its licence."""

from app.cli.parser import Call, Menu
from app.cli.tables import table
from app.services.about import Part, parts


def add(menu: Menu) -> None:
    """Add the commands of this group."""
    about = menu.command("about", _about)
    about.switch("--licences")
    about.switch("--json")


def _about(call: Call) -> int:
    program, *others = parts()
    if call.as_json:
        shipped = [{"name": part.name, "version": part.version, "licence": part.licence} for part in others]
        call.console.json({"version": program.version, "licence": program.licence, "parts": shipped})
        return 0
    texts = call.texts
    call.console.say(texts("cli.about_program", version=program.version, licence=program.licence))
    head = [texts(f"cli.about_{column}") for column in ("part", "version", "licence")]
    call.console.say(table(head, [[part.name, part.version, part.licence] for part in others]))
    if call.words.licences:
        for part in (program, *others):
            _print_licences(call, part)
    return 0


def _print_licences(call: Call, part: Part) -> None:
    call.console.say(f"\n== {part.name} {part.version}")
    for path in part.texts:
        call.console.say(path.read_text("utf-8", "replace"))
