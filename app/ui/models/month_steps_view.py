"""The rows of the month's checklist: state, words and the button of each."""

from dataclasses import dataclass
from datetime import date, datetime

from app.domain.money import to_fen
from app.services.month_overview import MonthOverview
from app.services.month_steps import MonthSteps
from app.ui.i18n import Words
from app.wording.missing_days import missing_lines
from app.wording.numbers import alone, day_text

STEPS = ("people", "sheets", "marks", "compute", "review", "seal", "out")
DONE, WAIT, NOW, LATER = "done", "wait", "now", "later"


@dataclass(frozen=True)
class StepView:
    """One row. ``act`` names what its button does, ``act_key`` are the words on it; a later step has its reason in
    ``fact`` and a button that is off."""

    name: str
    number: int
    state: str
    fact: str
    act: str
    act_key: str


def step_views(overview: MonthOverview, words: Words, today: date) -> tuple[StepView, ...]:
    """The seven rows: the first that is not done is the one to do now."""
    steps = overview.steps
    done = {
        "people": steps.people > 0 and not steps.without_scheme,
        "sheets": steps.files > 0 and not steps.unowned,
        "marks": (not steps.missing and not _unknown(steps)) or (steps.state.state != "none" and not overview.blocked),
        "compute": _fresh(steps) and not overview.blocked,
        "review": steps.state.state in ("reviewed", "sealed") and not steps.state.stale,
        "seal": steps.state.state == "sealed",
        "out": bool(steps.handed_out),
    }
    if steps.state.state == "sealed":
        done = {name: name != "out" or done[name] for name in STEPS}
    first = next((name for name in STEPS if not done[name]), "")
    return tuple(_view(name, done[name], name == first, overview, words, today) for name in STEPS)


def step_now(views: tuple[StepView, ...]) -> int:
    """The number of the step to do now; one more than there are when all is done."""
    return next((view.number for view in views if view.state == NOW), len(views) + 1)


def _fresh(steps: MonthSteps) -> bool:
    return steps.state.state != "none" and not steps.state.stale


def _view(name: str, done: bool, first: bool, overview: MonthOverview, words: Words, today: date) -> StepView:
    steps = overview.steps
    state = DONE if done else NOW if first else LATER
    if name == "sheets" and done and steps.late and steps.state.state != "sealed":
        state = WAIT
    act = _act(name, state, overview)
    return StepView(
        name=name,
        number=STEPS.index(name) + 1,
        state=state,
        fact=_FACTS[name](overview, words, today),
        act=act,
        act_key=f"ui_month.act_{act}",
    )


def _act(name: str, state: str, overview: MonthOverview) -> str:
    """What the button of a step does; looking is offered for all that is done."""
    if name == "people" and overview.steps.people and state != DONE:
        return "do_schemes"
    if state in (DONE, LATER) and name not in ("compute", "review", "seal", "out"):
        return f"see_{name}" if state == DONE else f"do_{name}"
    if name == "compute":
        blocked = _fresh(overview.steps) and overview.blocked
        return "see_compute" if state == DONE else "see_blocked" if blocked and state == NOW else "do_compute"
    if name == "review":
        return "see_review" if state == DONE else "go_review" if overview.flags or state == LATER else "do_review"
    if state == DONE:
        return f"see_{name}" if name == "seal" else "again_out"
    return f"again_{name}" if state == WAIT else f"do_{name}"


def _people(overview: MonthOverview, words: Words, _today: date) -> str:
    steps = overview.steps
    if not steps.people:
        return words("ui_month.people_none")
    parts = [words("ui_month.people_count", count=steps.people)]
    for key, names in (("joined", steps.joined), ("left", steps.left)):
        if names:
            parts.append(words(f"ui_month.people_{key}", count=len(names), names=_few(names, words)))
    if steps.without_scheme:
        names = _few(steps.without_scheme, words)
        parts.append(words("ui_month.people_unassigned", count=len(steps.without_scheme), names=names))
    if steps.without_data and steps.files:
        names = _few(steps.without_data, words)
        parts.append(words("ui_month.people_without", count=len(steps.without_data), names=names))
    return words("ui_month.stop").join(parts)


def _few(names: tuple[str, ...], words: Words) -> str:
    shown = words("ui.join").join(names[:3])
    return shown if len(names) <= 3 else words("ui_month.names_more", names=shown)


def _sheets(overview: MonthOverview, words: Words, _today: date) -> str:
    steps = overview.steps
    if not steps.files:
        return words("ui_month.sheets_none")
    parts = [words("ui_month.sheets_count", files=steps.files, rows=f"{steps.rows:,}")]
    orders, fen = steps.unnamed
    if steps.unowned:
        parts.append(words("ui_month.sheets_unowned", count=steps.unowned))
    if orders:
        parts.append(words("ui_month.sheets_orders", count=f"{orders:,}", money=alone(fen)))
    if not (steps.unowned or orders):
        parts.append(words("ui_month.sheets_all"))
    if steps.late:
        parts.append(words("ui_month.sheets_late", count=steps.late))
    lines = missing_lines(steps.gaps, {}, words.texts)
    if lines:
        first, *rest = lines
        parts.append(words("ui_month.sheets_gaps_more", gap=first, count=len(rest)) if rest else first)
    return words("ui_month.stop").join(parts)


def _marks(overview: MonthOverview, words: Words, _today: date) -> str:
    steps = overview.steps
    key = "marks_missing" if steps.missing else "marks_wait" if _unknown(steps) else "marks_full"
    parts = [words(f"ui_month.{key}", count=steps.missing)]
    money = alone(to_fen(steps.incident_money))
    parts.append(words("ui_month.incidents", count=steps.incidents, money=money) if steps.incidents else "")
    return words("ui_month.stop").join(filter(None, parts))


def _unknown(steps: MonthSteps) -> bool:
    """Whether nobody can say yet what is to be given: there are no people, or some have no scheme."""
    return steps.state.state != "sealed" and (not steps.people or bool(steps.without_scheme))


def _compute(overview: MonthOverview, words: Words, today: date) -> str:
    steps = overview.steps
    if steps.computed_at is None:
        return words("ui_month.compute_none")
    moment = _moment(steps.computed_at, words, today)
    if steps.state.stale:
        return words("ui_month.compute_stale", moment=moment)
    if overview.blocked:
        return words("ui_month.compute_blocked", moment=moment, count=len(overview.blocked))
    return words("ui_month.compute_done", moment=moment)


def _moment(moment: datetime, words: Words, today: date) -> str:
    local = moment.astimezone()
    if local.date() == today:
        return words("ui_month.today", time=f"{local:%H:%M}")
    return words("ui_month.day_time", day=day_text(local.date(), words.texts), time=f"{local:%H:%M}")


def _review(overview: MonthOverview, words: Words, _today: date) -> str:
    if overview.steps.state.state in ("reviewed", "sealed") and not overview.steps.state.stale:
        return words("ui_month.review_done", count=overview.slips)
    if overview.flags:
        return words("ui_month.review_flags", count=overview.slips, seen=overview.seen, flags=len(overview.flags))
    if not overview.slips:
        return words("ui_month.review_none")
    return words("ui_month.review_ready", count=overview.slips, seen=overview.seen)


def _seal(overview: MonthOverview, words: Words, _today: date) -> str:
    return words("ui_month.seal_done" if overview.steps.state.state == "sealed" else "ui_month.seal_why")


def _out(overview: MonthOverview, words: Words, _today: date) -> str:
    day = overview.steps.handed_out
    return (
        words("ui_month.out_done", day=day_text(date.fromisoformat(day), words.texts))
        if day
        else words("ui_month.out_why")
    )


_FACTS = {
    "people": _people,
    "sheets": _sheets,
    "marks": _marks,
    "compute": _compute,
    "review": _review,
    "seal": _seal,
    "out": _out,
}
