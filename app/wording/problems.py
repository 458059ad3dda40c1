"""A problem as one sentence, its place in front."""

from app.domain.problem import Problem
from app.texts import Texts
from app.wording.sentences import sentence

AREAS = ("problem_import", "problem_book", "problem_domain", "problem_output")


def problem_text(problem: Problem, texts: Texts) -> str:
    """``「花名册.xlsx」工作表「名单」D7：…``; the place is left out where the problem has none."""
    place = problem_place(problem, texts)
    said = problem_sentence(problem, texts)
    return texts("document.placed", place=place, sentence=said) if place else said


def problem_place(problem: Problem, texts: Texts) -> str:
    """File, sheet and cell of a problem, "" where there is none."""
    parts = (("file", problem.file), ("sheet", problem.sheet), ("cell", problem.cell))
    return "".join(texts(f"document.place_{name}", **{name: text}) for name, text in parts if text).strip()


def problem_sentence(problem: Problem, texts: Texts) -> str:
    """The sentence alone; its code and parameters if the catalogue does not know it."""
    return sentence(AREAS, problem.code, problem.params, texts)
