"""``year``: twelve months of an agent, as a table, a statement or all payslips in one PDF."""

from pathlib import Path

from app.cli.answers import amount_json, points_json
from app.cli.opening import opened
from app.cli.parser import Call, Menu
from app.cli.tables import table
from app.domain.agent_year import AgentYear, YearRow
from app.services.agent_year import last_year, write_history, write_statement, year_view, year_words


def add(menu: Menu) -> None:
    """Add the command."""
    parser = menu.command("year", _year)
    parser.word("book", type=Path)
    parser.word("agent")
    parser.word("year", nargs="?", type=int)
    parser.option("--statement", type=Path)
    parser.option("--history", type=Path)
    parser.switch("--json")


def _year(call: Call) -> int:
    words = call.words
    with opened(words.book) as book:
        year = words.year or last_year(book)
        view = year_view(book, words.agent, year)
        facts = year_words(book, words.agent, year, call.texts)
        written = [
            (file, write(book, words.agent, year, file, call.texts))
            for write, file in ((write_statement, words.statement), (write_history, words.history))
            if file is not None
        ]
    if call.as_json:
        call.console.json(_year_json(view))
    else:
        call.console.say(f"{facts.title}  {facts.subtitle}")
        rows = [list(row) for row in (*facts.rows, facts.total)]
        call.console.say(table(list(facts.heads), rows, right="llrrrrrrr"))
        for note in facts.notes:
            call.console.say(note)
    for asked, file in written:
        call.console.note(call.texts("cli.written", file=file))
        call.console.beside(asked, file)
    return 0


def _year_json(view: AgentYear) -> dict[str, object]:
    return {
        "number": view.number,
        "name": view.name,
        "year": view.year,
        "months": [_row_json(row) for row in view.rows],
        "totals": {name: amount_json(view.total(name)) for name in ("gross", "special", "tax", "others", "net")},
        "tax_year": {
            "income": amount_json(view.tax.income),
            "special": amount_json(view.tax.special),
            "withheld": amount_json(view.tax.withheld),
        },
    }


def _row_json(row: YearRow) -> dict[str, object]:
    return {
        "month": str(row.month),
        "pay_date": row.pay_date.isoformat(),
        "state": row.state,
        "score": points_json(row.score),
        "gross": amount_json(row.gross),
        "special": amount_json(row.special),
        "tax": amount_json(row.tax),
        "others": amount_json(row.others),
        "net": amount_json(row.net),
        "tax_so_far": amount_json(row.tax_so_far),
    }
