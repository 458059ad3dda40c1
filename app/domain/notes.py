"""The warnings of one month's figures, each once, in order of their appearance."""

from collections.abc import Mapping
from fractions import Fraction

from app.domain.figures import Conflict
from app.domain.inputs import Observation
from app.domain.money import short_text
from app.domain.people import Agent
from app.domain.problem import Problem, warning
from app.domain.source import SourceFile


class Notes:
    """Collects warnings; ``files`` names the imports by id."""

    def __init__(self, files: Mapping[int, SourceFile]) -> None:
        self._files = files
        self._found: dict[tuple[str, ...], Problem] = {}

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that was noted."""
        return tuple(self._found.values())

    def of_row(self, code: str, row: Observation, **params: str) -> None:
        """One warning per code, account and (for conflicts) metric, at the first cell that shows it."""
        key = (code, row.shop, row.account, params.get("metric", ""))
        if key not in self._found:
            at = self.file(row)
            cell = row.source.cells[0] if row.source.cells else ""
            self._found[key] = warning(code, file=at.file, sheet=at.sheet, cell=cell, **params)

    def of_agent(self, code: str, agent: Agent, metric: str, **params: str) -> None:
        """A warning about one figure of an agent."""
        found = warning(code, number=agent.number, name=agent.name, metric=metric, **params)
        self._found[code, agent.number, metric] = found

    def of_all(self, code: str, key: str, **params: str) -> None:
        """A warning about a shop or a team."""
        self._found[code, key] = warning(code, **params)

    def conflict(self, conflict: Conflict) -> None:
        """Two files that give different values for one figure."""
        used, other = conflict.used, conflict.other
        self.of_row(
            "conflicting_sources",
            used,
            metric=used.metric,
            account=account_text(used),
            value=exact_text(used.value),
            other=exact_text(other.value),
            other_file=self.file(other).file,
            other_cell=other.source.cells[0] if other.source.cells else "",
        )

    def file(self, row: Observation) -> SourceFile:
        """Where the row was read from."""
        return self._files.get(row.source.import_id, SourceFile("", ""))


def account_text(row: Observation) -> str:
    """``店铺:账号``; of a row of a whole shop the shop."""
    return f"{row.shop}:{row.account}" if row.account else row.shop


def exact_text(value: Fraction | None) -> str:
    """A value for a sentence: exact where it has a decimal text, else to 6 decimals."""
    return "" if value is None else short_text(value)
