"""What can be wrong with grades and their requirements."""

from collections.abc import Iterator

from msgspec import UnsetType

from app.domain.problem import Problem, error
from app.domain.scheme import Manual, Requirement, Scheme, given
from app.domain.schemefile.common import count_fault, metric_fault, missing_fault, negative_fault, share_fault

_FORMS = ("mean_score", "months_employed", "mark", "metric", "no_incidents")


def grade_faults(scheme: Scheme) -> Iterator[Problem]:
    """Amounts below 0, a factor that is no share, requirements that are not one of the five forms."""
    marks = {item.id for item in scheme.every_item if isinstance(item.rule, Manual)}
    for name, grade in given(scheme.grades, {}).items():
        path = f"$.grades.{name}"
        yield from negative_fault(grade.base, f"{path}.base")
        yield from negative_fault(grade.performance, f"{path}.performance")
        yield from share_fault(grade.penalty_factor, f"{path}.penalty_factor")
        for way, asked in (("enter", given(grade.enter, ())), ("stay", given(grade.stay, ()))):
            for index, requirement in enumerate(asked):
                yield from _requirement_faults(requirement, f"{path}.{way}[{index}]", marks)


def _requirement_faults(asked: Requirement, path: str, marks: set[str]) -> Iterator[Problem]:
    forms = [form for form in _FORMS if not isinstance(getattr(asked, form), UnsetType)]
    if len(forms) != 1:
        yield error("scheme_requirement_bad", path=path)
        return
    match forms[0]:
        case "mean_score" | "no_incidents":
            yield from count_fault(asked.months, f"{path}.months")
        case "metric":
            yield from metric_fault(given(asked.metric, ""), f"{path}.metric")
            yield from missing_fault(asked.at, f"{path}.at")
        case "mark":
            if asked.mark not in marks:
                yield error("scheme_mark_unknown", path=f"{path}.mark", value=given(asked.mark, ""))
            yield from missing_fault(asked.at, f"{path}.at")
        case _:
            yield from negative_fault(asked.months_employed, f"{path}.months_employed")
