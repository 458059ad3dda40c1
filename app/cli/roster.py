"""``roster import`` and ``roster list``."""

from datetime import date
from pathlib import Path
from typing import Any

from app.cli.answers import problems_json
from app.cli.opening import opened
from app.cli.parser import Call, Menu
from app.cli.tables import table
from app.domain.people import Agent
from app.domain.problem import has_errors
from app.services.roster import RosterReport, agents, import_roster


def add(menu: Menu) -> None:
    """Add the commands of this group."""
    importing = menu.command("roster import", _import)
    importing.word("book", type=Path)
    importing.word("file", type=Path)
    importing.switch("--dry-run")
    importing.switch("--json")
    listing = menu.command("roster list", _list)
    listing.word("book", type=Path)
    listing.switch("--json")


def _import(call: Call) -> int:
    with opened(call.words.book) as book:
        report = import_roster(book, call.words.file, dry_run=call.words.dry_run)
    if call.as_json:
        call.console.json(_report_json(call, report))
    elif report.stored or (call.words.dry_run and not _refused(report)):
        _say_report(call, report)
    call.console.problems(report.problems)
    if _refused(report):
        return 1
    return 3 if report.problems else 0


def _refused(report: RosterReport) -> bool:
    return has_errors(report.problems)


def _report_json(call: Call, report: RosterReport) -> dict[str, Any]:
    return {
        "stored": report.stored,
        "dry_run": call.words.dry_run,
        "file": report.file,
        "rows": report.rows,
        "added": [{"number": number, "name": name} for number, name in report.added],
        "updated": [{"number": number, "name": name} for number, name in report.updated],
        "created": [{"kind": kind, "name": name} for kind, name in report.created],
        "ignored_columns": list(report.ignored_columns),
        "problems": problems_json(report.problems, call.texts),
    }


def _say_report(call: Call, report: RosterReport) -> None:
    key = "cli.roster_would" if call.words.dry_run else "cli.roster_done"
    say, texts = call.console.say, call.texts
    say(texts(key, rows=report.rows, added=len(report.added), updated=len(report.updated)))
    for number, name in report.added:
        say(texts("cli.roster_added", number=number, name=name))
    for kind, name in report.created:
        say(texts("cli.created", kind=texts(f"cli.kind_{kind}"), name=name))
    if report.ignored_columns:
        say(texts("cli.ignored_columns", columns=texts("cli.comma").join(report.ignored_columns)))


def _list(call: Call) -> int:
    with opened(call.words.book) as book:
        found = agents(book)
    if call.as_json:
        call.console.json([_agent_json(agent) for agent in found])
    else:
        heads = [call.texts(f"cli.head_{name}") for name in _HEADS]
        call.console.say(table(heads, [_agent_row(agent) for agent in found]))
    return 0


_HEADS = ("number", "name", "position", "grade", "team", "shops", "accounts", "hired", "left")


def _agent_json(agent: Agent) -> dict[str, Any]:
    return {
        "number": agent.number,
        "name": agent.name,
        "position": agent.position,
        "grade": agent.grade,
        "team": agent.team,
        "shops": list(agent.shops),
        "accounts": [
            {"account": account.full, "from": _day(account.first), "to": _day(account.last)}
            for account in agent.accounts
        ],
        "hired": _day(agent.hired),
        "left": _day(agent.left),
    }


def _agent_row(agent: Agent) -> list[str]:
    return [
        agent.number,
        agent.name,
        agent.position,
        agent.grade,
        agent.team,
        " ".join(agent.shops),
        " ".join(account.full for account in agent.accounts),
        _day(agent.hired) or "",
        _day(agent.left) or "",
    ]


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
