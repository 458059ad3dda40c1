"""The answer of ``metrics``: every agent's month metrics as JSON, and as a table."""

from typing import Any

from app.cli.answers import problems_json, value_json
from app.cli.tables import table
from app.domain.measured import Measured
from app.domain.metrics import METRICS, kind_of, unit_of
from app.domain.observations import AgentMetrics, MonthMetrics
from app.texts import Texts
from app.wording.numbers import metric_word, value_text

_PLACES = {metric: place for place, metric in enumerate(METRICS)}


def metrics_json(found: MonthMetrics, texts: Texts) -> dict[str, Any]:
    """The object of ``metrics --json``."""
    return {
        "month": str(found.month),
        "agents": [_agent_json(agent) for agent in found.agents],
        "problems": problems_json(found.problems, texts),
    }


def _agent_json(found: AgentMetrics) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "number": found.agent.number,
        "name": found.agent.name,
        "shops": list(found.agent.shops),
        "metrics": _measured_json(found.metrics),
    }
    if len(found.by_shop) > 1:
        answer["by_shop"] = {shop: _measured_json(metrics) for shop, metrics in found.by_shop.items()}
    return answer


def _measured_json(metrics: dict[str, Measured]) -> dict[str, Any]:
    with_data = (metric for metric in metrics if not metrics[metric].undivided)
    return {metric: measured_json(metric, metrics[metric]) for metric in sorted(with_data, key=_place)}


def _place(metric: str) -> tuple[int, str]:
    """Catalogued metrics in their order, the others after them by name."""
    return _PLACES.get(metric, len(_PLACES)), metric


def measured_json(metric: str, measured: Measured) -> dict[str, Any]:
    """One metric: a ratio with 12 decimals and its parts; one that is only known as a rate has none."""
    ratio = kind_of(metric) == "ratio"
    answer: dict[str, Any] = {"value": value_json(measured.value, ratio=ratio)}
    if ratio and measured.inputs and measured.denominator is not None:
        answer["numerator"] = value_json(measured.numerator)
        answer["denominator"] = value_json(measured.denominator)
    answer["basis"] = measured.basis
    answer["sources"] = measured.source_count
    if measured.estimated:
        answer["estimated"] = True
    if measured.incomplete:
        answer["incomplete"] = True
    if measured.taken_from:
        answer["taken_from"] = measured.taken_from
    return answer


def metrics_table(found: MonthMetrics, texts: Texts) -> str:
    """A block for each agent: the metrics with their values and where they stand."""
    blocks = [_agent_block(agent, texts) for agent in found.agents]
    return "\n\n".join(blocks) if blocks else texts("cli.nobody", month=found.month)


def _agent_block(found: AgentMetrics, texts: Texts) -> str:
    title = f"{found.agent.number} {found.agent.name}  {' '.join(found.agent.shops)}".rstrip()
    if not found.metrics:
        return f"{title}\n{texts('cli.no_metrics')}"
    heads = [texts(f"cli.head_{name}") for name in ("metric", "value", "basis", "cells", "remark")]
    rows = [_metric_row(metric, found.metrics[metric], texts) for metric in sorted(found.metrics, key=_place)]
    return f"{title}\n{table(heads, rows, right='lrlrl')}"


def _metric_row(metric: str, measured: Measured, texts: Texts) -> list[str]:
    value = "–" if measured.value is None else value_text(measured.value, unit_of(metric), texts)
    remarks = [texts("cli.estimated")] if measured.estimated else []
    if measured.incomplete:
        remarks.append(texts("cli.incomplete"))
    if measured.taken_from:
        remarks.append(texts("cli.taken_from", metric=metric_word(measured.taken_from, texts)))
    basis = texts(f"cli.basis_{measured.basis}")
    return [metric_word(metric, texts), value, basis, str(measured.source_count), " ".join(remarks)]
