"""``scheme templates``, ``use``, ``export`` and ``import``."""

import json
from pathlib import Path
from typing import Any

from app.cli.opening import opened
from app.cli.parser import Call, Menu, Parser
from app.cli.tables import table
from app.cli.words import month_word
from app.domain.scheme import given
from app.domain.schemefile import write_scheme
from app.services.schemes import Template, import_scheme, save_scheme, templates, use_template


def add(menu: Menu) -> None:
    """Add the commands of this group."""
    menu.command("scheme templates", _templates).switch("--json")
    use = menu.command("scheme use", _use)
    use.word("book", type=Path)
    use.word("template")
    _scope(use)
    importing = menu.command("scheme import", _import)
    importing.word("book", type=Path)
    importing.word("file", type=Path)
    _scope(importing)
    exporting = menu.command("scheme export", _export)
    exporting.word("book", type=Path)
    exporting.word("name")
    exporting.word("file", type=Path)


def _scope(parser: Parser) -> None:
    parser.option("--position", required=True)
    where = parser.options.add_mutually_exclusive_group()
    parser.option("--shop", group=where, default="")
    parser.option("--team", group=where, default="")
    parser.option("--from", name="from_month", type=month_word(parser.texts), required=True)


def _templates(call: Call) -> int:
    found = templates()
    if call.as_json:
        call.console.json([_template_json(template) for template in found])
        return 0
    heads = [call.texts(f"cli.head_{name}") for name in ("id", "name", "position", "items", "lines")]
    call.console.say(table(heads, [_template_row(template) for template in found], right="lllrr"))
    return 0


def _template_json(template: Template) -> dict[str, Any]:
    plain = json.loads(write_scheme(template.scheme))
    return {
        "id": template.id,
        "name": template.scheme.name,
        "position": template.position,
        "description": given(template.scheme.description, ""),
        "items": plain["items"],
        "pay": plain["pay"],
    }


def _template_row(template: Template) -> list[str]:
    scheme = template.scheme
    return [template.id, scheme.name, template.position, str(len(scheme.items)), str(len(scheme.pay))]


def _use(call: Call) -> int:
    words = call.words
    with opened(words.book) as book:
        use_template(
            book,
            words.template,
            position=words.position,
            shop=words.shop,
            team=words.team,
            from_month=words.from_month,
        )
    _say_in_force(call, words.template)
    return 0


def _import(call: Call) -> int:
    words = call.words
    with opened(words.book) as book:
        warnings = import_scheme(
            book,
            words.file,
            position=words.position,
            shop=words.shop,
            team=words.team,
            from_month=words.from_month,
        )
    _say_in_force(call, words.file.name)
    call.console.problems(warnings)
    return 3 if warnings else 0


def _say_in_force(call: Call, name: str) -> None:
    words = call.words
    where = words.shop or words.team
    key = "cli.scheme_in_force_at" if where else "cli.scheme_in_force"
    call.console.say(call.texts(key, scheme=name, position=words.position, where=where, month=words.from_month))


def _export(call: Call) -> int:
    with opened(call.words.book) as book:
        written = save_scheme(book, call.words.name, call.words.file)
    call.console.say(call.texts("cli.written", file=written))
    call.console.beside(call.words.file, written)
    return 0
