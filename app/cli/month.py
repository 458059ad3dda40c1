"""``metrics``, ``compute`` and ``seal``: a month's figures and its run."""

from pathlib import Path

from app.cli.metric_answer import metrics_json, metrics_table
from app.cli.opening import opened
from app.cli.papers import name_blocked
from app.cli.parser import Call, Menu
from app.cli.run_answer import run_json, run_table
from app.cli.words import day_word, month_word
from app.services.compute_month import compute_month, month_metrics, run_state
from app.services.seal_month import seal_month


def add(menu: Menu) -> None:
    """Add the commands of this group."""
    month = month_word(menu.texts)
    metrics = menu.command("metrics", _metrics)
    metrics.word("book", type=Path)
    metrics.word("month", type=month)
    metrics.switch("--json")
    compute = menu.command("compute", _compute)
    compute.word("book", type=Path)
    compute.word("month", type=month)
    compute.option("--pay-date", type=day_word(menu.texts))
    compute.switch("--json")
    seal = menu.command("seal", _seal)
    seal.word("book", type=Path)
    seal.word("month", type=month)


def _metrics(call: Call) -> int:
    with opened(call.words.book) as book:
        found = month_metrics(book, call.words.month)
    if call.as_json:
        call.console.json(metrics_json(found, call.texts))
    else:
        call.console.say(metrics_table(found, call.texts))
    call.console.problems(found.problems)
    return 3 if found.problems else 0


def _compute(call: Call) -> int:
    words = call.words
    with opened(words.book) as book:
        run = compute_month(book, words.month, pay_date=words.pay_date, progress=call.console.progress)
        state = run_state(book, words.month).state
    if call.as_json:
        call.console.json(run_json(run, state, call.texts))
    else:
        call.console.say(run_table(run, state, call.texts))
    call.console.problems(run.problems)
    name_blocked(call, tuple(payslip for payslip in run.payslips if not payslip.computed))
    return 3 if run.blocked or run.problems else 0


def _seal(call: Call) -> int:
    with opened(call.words.book) as book:
        run = seal_month(book, call.words.month)
    call.console.say(call.texts("cli.sealed", month=run.month, agents=len(run.payslips)))
    return 0
