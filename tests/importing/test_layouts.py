"""Every layout as it is described, in files beside which stands what is read of them; ``tests/data/layouts`` makes them.

``UPDATE_EXPECTED=1`` writes the expectation of a new file; read it before you keep it.
"""

import json
import os
from pathlib import Path

import pytest

from app.importing.formats import load_formats
from app.importing.importer import plan
from tests.importing.dressed import known
from tests.importing.sheets import DATA, MONTH, described

FOLDER = DATA / "layouts"
FILES = sorted(path for path in FOLDER.glob("*/*") if path.suffix != ".json")
UPDATE = bool(os.environ.get("UPDATE_EXPECTED"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_report_is_read_as_expected(path: Path) -> None:
    plans = plan([path], MONTH, known()).files
    shown = described(path, plans[0])
    if len(plans) > 1:  # a sheet for each agent is an import of its own
        shown = {"layout": shown["layout"], "sheets": [described(path, each) for each in plans]}
    beside = path.with_name(f"{path.name}.json")
    if UPDATE:
        beside.write_text(json.dumps(shown, ensure_ascii=False, indent=1) + "\n", "utf-8")
    assert shown == json.loads(beside.read_text("utf-8"))
    assert shown["layout"] == path.parent.name


def test_every_layout_has_a_file_and_every_expectation_its_file() -> None:
    assert {path.parent.name for path in FILES} == {layout.id for layout in load_formats().layouts}
    assert {path.name.removesuffix(".json") for path in FOLDER.glob("*/*.json")} == {path.name for path in FILES}
