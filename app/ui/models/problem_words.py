"""A problem's sentence as the wizard says it: in a window some have a shorter way out than in a file's report."""

from app.domain.problem import Problem
from app.ui.i18n import Words
from app.wording.numbers import show
from app.wording.problems import problem_sentence


def wizard_sentence(problem: Problem, words: Words) -> str:
    """``ui_import.problem_CODE`` where there is one, else the common sentence."""
    key = f"ui_import.problem_{problem.code}"
    if key in words.texts:
        return words.texts.filled(key, problem.params, lambda text, style: show(text, style, words.texts))
    return problem_sentence(problem, words.texts)
