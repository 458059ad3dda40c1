"""The plan of an import as JSON: what the wizard shows before anything is stored."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from app.cli.answers import value_json
from app.services.import_sheets import AccountRow, FilePlan, ImportPlan, Overlap
from app.services.missing_days import MissingDays


def plan_json(plan: ImportPlan, overlaps: Mapping[Path, Overlap]) -> list[dict[str, Any]]:
    """For each file: as what it is recognised and why, its columns, sums, corrections, and what the book has of it."""
    return [
        {
            "file": file.file,
            "sha256": file.sha256,
            "sheet": file.sheet,
            "sheets": list(file.sheets),
            "layout": file.layout,
            "name": file.layout_name,
            "confidence": file.confidence,
            "reason": list(file.reason),
            "header_row": file.header_row,
            "shop": file.shop,
            "period": _period(file),
            "attribution": file.attribution,
            "seen_before": file.seen_before,
            "columns": [
                {"header": one.header, "role": one.role, "metric": one.metric, "samples": list(one.samples)}
                for one in file.columns
            ],
            "sums": [
                {
                    "label": one.label,
                    "metric": one.metric,
                    "cell": one.cell,
                    "stated": value_json(one.stated),
                    "ours": value_json(one.ours),
                    "agrees": one.agrees,
                }
                for one in file.summaries
            ],
            "corrected": dict(file.edits.cells),
            "excluded_rows": list(file.edits.excluded_rows),
            "overlap": _overlap(overlaps.get(file.path)),
        }
        for file in plan.files
    ]


def accounts_json(plan: ImportPlan) -> list[dict[str, Any]]:
    """Every account of the files and whose it is, with the nearest names of those that nobody has."""
    return [_account(row) for row in plan.accounts]


def missing_days_json(gaps: Iterable[MissingDays]) -> list[dict[str, Any]]:
    """Days without a row: of a whole shop (``account`` and ``number`` are ""), or of one agent's account."""
    return [
        {
            "shop": gap.shop,
            "report": gap.family,
            "account": gap.account,
            "number": gap.number,
            "name": gap.name,
            "days": [str(day) for day in gap.days],
            "attended": value_json(gap.attended),
        }
        for gap in gaps
    ]


def _account(row: AccountRow) -> dict[str, Any]:
    return {
        "account": row.full,
        "how": row.how,
        "looks": row.looks,
        "owners": list(row.owners),
        "near": [{"number": one.number, "name": one.name} for one in row.candidates],
    }


def _period(file: FilePlan) -> dict[str, Any] | None:
    if file.period is None:
        return None
    first, last = str(file.period.first), str(file.period.last)
    return {"first": first, "last": last, "kind": file.period.kind, "assumed": file.period_assumed}


def _overlap(found: Overlap | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "rows": found.rows,
        "different": found.different,
        "file": found.file,
        "imported_at": found.imported_at.isoformat(),
    }
