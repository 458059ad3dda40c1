"""A problem's sentence as the wizard says it: in a window some have a shorter way out than in a file's report."""

from app.domain.problem import Problem
from app.ui.i18n import Words
from app.wording.numbers import show
from app.wording.problems import problem_sentence


def wizard_sentence(problem: Problem, words: Words, step: str = "") -> str:
    """``ui_import.problem_CODE_STEP`` or ``ui_import.problem_CODE`` where there is one, else the common sentence."""
    bare = "_bare" if problem.params.get("found") == "-" else ""
    keys = (f"ui_import.problem_{problem.code}_{step}", f"ui_import.problem_{problem.code}{bare}")
    key = next((each for each in keys if each in words.texts), "")
    if key:
        return words.texts.filled(key, problem.params, lambda text, style: show(text, style, words.texts))
    return problem_sentence(problem, words.texts)
