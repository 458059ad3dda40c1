"""``explain``: the tree behind a payslip, a line or a score item; or why two agents differ."""

from pathlib import Path
from typing import Any

import msgspec

from app.cli.opening import opened
from app.cli.papers import name_blocked
from app.cli.parser import Call, Menu
from app.cli.tables import table
from app.cli.words import month_word
from app.domain.money import fen_text
from app.services.explain import Comparison, Explanation, LineDifference, compare, explain
from app.texts import Texts
from app.wording.numbers import fen_money
from app.wording.payslip import line_name
from app.wording.sources import SourceCell
from app.wording.traces import Outline, outline, trace_json


def add(menu: Menu) -> None:
    """Add the commands of this group."""
    parser = menu.command("explain", _explain)
    parser.word("book", type=Path)
    parser.word("month", type=month_word(menu.texts))
    parser.word("agent")
    parser.word("line", nargs="?", default="")
    parser.option("--against")
    parser.switch("--json")


def _explain(call: Call) -> int:
    words = call.words
    if words.against is not None:
        return _compare(call)
    with opened(words.book) as book:
        found = explain(book, words.month, words.agent, words.line)
    if call.as_json:
        call.console.json(
            {
                "agent": found.agent.number,
                "line": found.line or None,
                "tree": trace_json(found.tree, found.files, call.texts),
            }
        )
    else:
        call.console.say(f"{found.agent.number} {found.agent.name} {words.month}")
        call.console.say(explanation_text(found, call.texts))
    name_blocked(call, () if found.agent.computed else (found.agent,))
    return 0


def explanation_text(found: Explanation, texts: Texts) -> str:
    """The tree of an explanation, headed with the name of its line or item."""
    names = {line.code: line_name(line.code, line.name, texts) for line in found.agent.lines}
    names |= {item.id: item.name for item in found.agent.items}
    root = outline(found.tree, found.files, texts)
    return tree_text(msgspec.structs.replace(root, label=names.get(found.line, root.label)))


def tree_text(root: Outline) -> str:
    """The tree as indented lines: what it is, its figure, how it came about, its cells."""
    return "\n".join(_tree_lines(root, 0))


def _tree_lines(node: Outline, level: int) -> list[str]:
    head = "  ".join(part for part in (node.label, node.value, node.text) if part)
    cells = "".join(f"  [{_place(source)}]" for source in node.sources)
    lines = ["    " * level + head + cells]
    for child in node.children:
        lines.extend(_tree_lines(child, level + 1))
    return lines


def _place(source: SourceCell) -> str:
    return " ".join(part for part in (source.file, source.sheet, ",".join(source.cells)) if part)


def _compare(call: Call) -> int:
    words = call.words
    with opened(words.book) as book:
        found = compare(book, words.month, words.agent, words.against)
    differences = [one for one in (*found.items, *found.lines) if not words.line or one.code == words.line]
    if call.as_json:
        call.console.json(_comparison_json(call, found))
    else:
        _say_comparison(call, found, differences)
    return 0


def _comparison_json(call: Call, found: Comparison) -> dict[str, Any]:
    line = call.words.line
    return {
        "agent": found.a.number,
        "against": found.b.number,
        "line": line or None,
        "items": [_difference_json(call, found, one) for one in found.items if line in ("", one.code)],
        "lines": [_difference_json(call, found, one) for one in found.lines if line in ("", one.code)],
        "net": [None if slip.net is None else fen_text(slip.net) for slip in (found.a, found.b)],
    }


def _difference_json(call: Call, found: Comparison, one: LineDifference) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": line_name(one.code, one.name, call.texts),
        "agent": None if one.a is None else fen_text(one.a),
        "against": None if one.b is None else fen_text(one.b),
        "difference": fen_text((one.a or 0) - (one.b or 0)),
        "trees": [None if trace is None else trace_json(trace, found.files, call.texts) for trace in one.traces],
    }


def _say_comparison(call: Call, found: Comparison, differences: list[LineDifference]) -> None:
    heads = [call.texts("cli.head_line"), found.a.name, found.b.name, call.texts("cli.head_difference")]
    rows = [
        [
            line_name(one.code, one.name, call.texts),
            _amount(one.a),
            _amount(one.b),
            fen_money((one.a or 0) - (one.b or 0)),
        ]
        for one in differences
    ]
    rows.append([call.texts("cli.head_net"), _amount(found.a.net), _amount(found.b.net), _net_gap(found)])
    call.console.say(table(heads, rows, right="lrrr"))
    for one in differences:
        if one.a == one.b:
            continue
        name = line_name(one.code, one.name, call.texts)
        call.console.say("")
        for slip, trace in zip((found.a, found.b), one.traces, strict=True):
            if trace is not None:
                root = outline(trace, found.files, call.texts)
                label = f"{slip.number} {slip.name}  {name}"
                call.console.say(tree_text(msgspec.structs.replace(root, label=label)))


def _amount(fen: int | None) -> str:
    return "–" if fen is None else fen_money(fen)


def _net_gap(found: Comparison) -> str:
    if found.a.net is None or found.b.net is None:
        return "–"
    return fen_money(found.a.net - found.b.net)
