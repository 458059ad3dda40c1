"""Who stands where in a scheme this month: each agent's value of the metrics that its items score."""

from fractions import Fraction

from msgspec import UnsetType

from app.domain.payline import PayRun
from app.services.schemes import StoredScheme


def standing(run: PayRun | None, stored: StoredScheme) -> dict[str, list[tuple[str, Fraction]]]:
    """Names and values by metric, of the agents whose payslip was computed by this version of the scheme."""
    metrics = {item.id: item.metric for item in stored.scheme.every_item if not isinstance(item.metric, UnsetType)}
    found: dict[str, dict[str, tuple[str, Fraction]]] = {}
    for slip in run.payslips if run is not None else ():
        if (slip.scheme, slip.version, slip.position) != (stored.scheme.name, stored.version, stored.position):
            continue
        for item in slip.items:
            if item.id in metrics and item.value is not None:
                found.setdefault(metrics[item.id], {})[slip.number] = (slip.name, item.value)
    return {metric: list(people.values()) for metric, people in found.items()}
