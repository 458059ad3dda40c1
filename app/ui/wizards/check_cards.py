"""What the check step says of one file: a card for each problem, in the order of urgency."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.problem import Problem, Severity
from app.services.import_sheets import FilePlan, Overlap
from app.services.missing_days import MissingDays
from app.ui.i18n import Words
from app.ui.models.check_sheet import CheckSheet, faulty_sums, position
from app.ui.models.problem_words import wizard_sentence
from app.ui.widgets.problem_card import CardText
from app.wording.missing_days import missing_lines
from app.wording.numbers import number

_LEFTOVER = "only_in_earlier_import"
_SAME = "same_file"
_PERCENT = "percent_unclear"
_DAY = "day_from_name"
_GAPS = 8
_NOT_OF_A_CELL = ("shop_needed", "shop_differs", "shop_in_title", "header_twice")
_REMARKS = ("orders_unattributed", "orders_of_several", "remark_names_assumed")
_STOPS = ("。", "；", "：", "，", ". ", ": ", "; ")


@dataclass(frozen=True)
class Asked:
    """A card and what can be done: edit, exclude, suggest, percent, overlap, leftovers, put_back, remarks, day,
    leave_out."""

    said: CardText
    ways: tuple[str, ...] = ()
    suggestion: str = ""
    row: int = 0


def cards_of(
    file: FilePlan,
    sheet: CheckSheet,
    overlap: Overlap | None,
    gaps: Sequence[MissingDays],
    words: Words,
    most: int,
) -> tuple[tuple[Asked, ...], int]:
    """(the cards of a file, how many problems have none): errors first, notes on the whole file last.

    Each kind of note that repeats is counted once. ``overlap`` is what of the file the book has already, ``gaps`` what
    its report lacks of the month; no more than ``most`` problems get a card.
    """
    errors = [problem for problem in file.problems if problem.severity is Severity.ERROR]
    others = [problem for problem in file.problems if problem.severity is not Severity.ERROR]
    single = [*errors, *(problem for problem in others if problem.code != _LEFTOVER)]
    cards = [_card(problem, file, sheet, words) for problem in single[:most]]
    cards += _notes(file, sheet, overlap, others, words)
    cards += _gap_card(file, gaps, words)
    return tuple(cards), max(0, len(single) - most)


def _notes(
    file: FilePlan, sheet: CheckSheet, overlap: Overlap | None, others: Sequence[Problem], words: Words
) -> list[Asked]:
    """What is said of the whole file: what the book has of it, what only the book has, what is not known yet."""
    cards: list[Asked] = []
    leftovers = [problem for problem in others if problem.code == _LEFTOVER]
    if overlap is not None and not any(problem.code == _SAME for problem in others):
        cards.append(_overlap_card(overlap, words))
    if leftovers:
        title = words("ui_import.leftovers_title", n=f"{len(leftovers):,}")
        text = words("ui_import.leftovers_text", file=leftovers[0].params.get("earlier", ""))
        cards.append(Asked(CardText("info", title, text), ("leftovers",)))
    waiting = sum(mark.state == "prov" for mark in sheet.marks.values())
    if waiting:
        title = words("ui_import.provisional_title", n=f"{waiting:,}")
        cards.append(Asked(CardText("prov", title, words("ui_import.provisional_text"))))
    for row in file.edits.excluded_rows:
        title = words("ui_import.row_out", row=row)
        cards.append(Asked(CardText("out", title, ""), ("put_back",), row=row))
    return cards


def _card(problem: Problem, file: FilePlan, sheet: CheckSheet, words: Words) -> Asked:
    title, text = split_sentence(wizard_sentence(problem, words))
    state = "error" if problem.severity is Severity.ERROR else "warn"
    place = position(problem.cell)
    row = place[0] + 1 if place else 0
    said = CardText(state, f"{problem.cell} {title}".strip(), text, problem.cell)
    if problem.code in _REMARKS:
        return Asked(said, ("remarks",))
    if problem.code == _DAY:
        return Asked(said, ("day",))
    if problem.code == _PERCENT:
        return Asked(said, ("percent",), row=row)
    if place is None or file.grid is None or problem.code in _NOT_OF_A_CELL:  # nothing to correct, or no cells in sight
        return Asked(said, ("leave_out",) if state == "error" else ())
    if state == "warn":
        return Asked(said, (), row=row)
    suggestion = _suggestion(file, sheet, place)
    return Asked(said, ("suggest", "edit", "exclude") if suggestion else ("edit", "exclude"), suggestion, row)


def _overlap_card(overlap: Overlap, words: Words) -> Asked:
    title = words("ui_import.overlap_title", n=f"{overlap.rows:,}")
    day = f"{overlap.imported_at.astimezone():%Y-%m-%d}"
    key = "overlap_text" if overlap.different else "overlap_same"
    text = words(f"ui_import.{key}", file=overlap.file, day=day, n=f"{overlap.different:,}")
    return Asked(CardText("info", title, text), ("overlap",) if overlap.different else ())


def _gap_card(file: FilePlan, gaps: Sequence[MissingDays], words: Words) -> Iterator[Asked]:
    """The days without a row in the report that the file is a part of, of the file's shops."""
    shops = {account.shop for account in file.accounts}
    lines = missing_lines([gap for gap in gaps if gap.family == file.family and gap.shop in shops], {}, words.texts)
    if lines and file.period is not None and file.period.kind in ("day", "days"):
        shown = "\n".join(lines[:_GAPS])
        more = words("ui_import.gaps_more", n=len(lines) - _GAPS) if len(lines) > _GAPS else ""
        text = "\n".join(filter(None, (shown, more, words("ui_import.gaps_text"))))
        yield Asked(CardText("gap", words("ui_import.gaps_title"), text))


def split_sentence(sentence: str) -> tuple[str, str]:
    """The first clause as a title, the rest as the text."""
    ends = [(at, stop) for stop in _STOPS if (at := sentence.find(stop)) > 0]
    if not ends:
        return sentence, ""
    at, stop = min(ends)
    return sentence[:at], sentence[at + len(stop) :].strip()


def _suggestion(file: FilePlan, sheet: CheckSheet, place: tuple[int, int]) -> str:
    """What the cell would have to be for the sheet's own sum to come out, if it is the only fault of its column."""
    faults = [at for at, mark in sheet.marks.items() if mark.state == "error" and at[1] == place[1]]
    found = next((each for each in faulty_sums(file, sheet.sum_row) if each[0] == place[1]), None)
    if found is None or len(faults) != 1 or found[1] <= found[2]:
        return ""
    return number(found[1] - found[2], places=6).replace(",", "")
