"""Every quirk of a real export is a small file named after it; what is read of it, or said about it, stands beside it.

``UPDATE_EXPECTED=1`` writes the expectation of a new file; read it before you keep it.
"""

import json
import os
import time
from pathlib import Path

import pytest

from app.domain.people import Shop
from app.importing.plan import Known
from tests.importing.sheets import DATA, SHOP, agent, described, planned

QUIRKS = sorted(path for path in (DATA / "quirks").iterdir() if path.suffix not in (".json", ".md"))
UPDATE = bool(os.environ.get("UPDATE_EXPECTED"))
KNOWN = Known(
    shops=(Shop(name=SHOP),),
    agents=(
        agent("A1", "张三", "甲"),
        agent("A2", "李四", "乙"),
        *(agent(f"B{index}", f"某{index}", f"号{index}") for index in range(13)),
    ),
)


@pytest.mark.parametrize("path", QUIRKS, ids=lambda path: path.name)
def test_a_quirk_is_read_right_or_has_its_sentence(path: Path) -> None:
    started = time.process_time()
    shown = described(path, planned(path, KNOWN))
    assert time.process_time() - started < 2
    beside = path.with_name(f"{path.name}.json")
    if UPDATE:
        beside.write_text(json.dumps(shown, ensure_ascii=False, indent=1) + "\n", "utf-8")
    assert shown == json.loads(beside.read_text("utf-8"))


def test_every_expectation_has_its_file() -> None:
    expected = {path.name.removesuffix(".json") for path in (DATA / "quirks").glob("*.json")}
    assert expected == {path.name for path in QUIRKS}
