"""A month of 31 daily files of 200 agents: read and planned, beside bare reads of the engine in the same run."""

import io
import random
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from app.domain.people import Shop
from app.importing.importer import plan
from app.importing.plan import Known
from app.importing.workbook import read_workbook
from tests.benchmarks.big_book import MONTH, SHOP
from tests.importing.sheets import agent

ROOT = Path(__file__).resolve().parent.parent.parent
DAYS, AGENTS = 31, 200
HEADERS = (
    "旺旺昵称", "咨询人数", "接待人数", "未回复人数", "有效接待人数", "平均响应时长（秒)", "3分钟人工响应率", "旺旺回复率",
    "首次响应时长（秒)", "慢响应人数", "答问比", "旺旺分组",
)  # fmt: skip
PEAK = """
import sys
from pathlib import Path
from tests.benchmarks.test_sheets import planned
from tests.importing.fuzz import peak_megabytes
planned(sorted(Path(sys.argv[1]).iterdir()))
print(peak_megabytes())
"""
GROUP = f"{DAYS} daily files x {AGENTS} agents"


def _known(agents: int) -> Known:
    accounts = (agent(f"A{index}", f"某{index}", f"客服{index}", shop=SHOP) for index in range(agents))
    return Known(shops=(Shop(name=SHOP),), agents=tuple(accounts))


def _rows(agents: int, chance: random.Random) -> list[Sequence[object]]:
    def row(index: int) -> Sequence[object]:
        asked, missed = chance.randint(50, 300), chance.randint(0, 3)
        replied = round((asked - missed) / asked, 4)
        times = (
            round(chance.uniform(5, 40), 2),
            round(chance.uniform(0.9, 1), 4),
            replied,
            round(chance.uniform(2, 9), 2),
        )
        return (f"{SHOP}:客服{index}", asked, asked, missed, asked - 5, *times, chance.randint(0, 9), 1.21, "一组")

    return [HEADERS, *map(row, range(agents))]


def daily_files(folder: Path, agents: int) -> list[Path]:
    """A file for each day of October, as 咨询接待分析 gives them."""
    chance = random.Random(1)
    for day in range(1, DAYS + 1):
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        for row in _rows(agents, chance):
            sheet.append(list(row))
        book.save(folder / f"咨询接待分析_202610{day:02}_202610{day:02}.xlsx")
    return sorted(folder.iterdir())


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return daily_files(tmp_path_factory.mktemp("days"), AGENTS)


def bare(files: Sequence[Path]) -> int:
    """The floor: every cell of every sheet out of the engine, nothing looked at."""
    count = 0
    for path in files:
        book = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
        count += sum(len(book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in book.sheet_names)
    return count


def read(files: Sequence[Path]) -> int:
    """The same through all guards."""
    return sum(len(read_workbook(path).sheets[0].rows) for path in files)


def planned(files: Sequence[Path]) -> int:
    """Read, recognised, every cell an exact value, checked, matched to agents: what the wizard shows."""
    return sum(file.rows for file in plan(files, MONTH, _known(AGENTS)).files if not file.problems)


@pytest.mark.benchmark(group=GROUP)
@pytest.mark.parametrize(
    ("work", "rows"), [(bare, DAYS * (AGENTS + 1)), (read, DAYS * (AGENTS + 1)), (planned, DAYS * AGENTS)]
)
def test_a_month_of_daily_files(benchmark: Any, files: list[Path], work: Callable[..., int], rows: int) -> None:
    assert benchmark.pedantic(work, (files,), rounds=7, warmup_rounds=1) == rows


def _least(works: Sequence[Callable[[], object]], rounds: int) -> list[float]:
    """The least processor time of each, tried in turn so that all of them meet the same disturbances."""
    spent = [float("inf")] * len(works)
    for _ in range(rounds):
        for place, work in enumerate(works):
            started = time.process_time()
            work()
            spent[place] = min(spent[place], time.process_time() - started)
    return spent


def test_reading_is_within_twice_the_bare_reads(files: list[Path]) -> None:
    floor, ours, whole = _least((lambda: bare(files), lambda: read(files), lambda: planned(files)), 15)
    sys.stdout.write(f"\nread {ours / floor:.2f} x bare, planned {whole / floor:.1f} x bare ({whole:.2f} s)\n")
    assert ours <= 2 * floor
    assert whole <= 6 * floor


def test_time_grows_with_the_agents_and_no_faster(tmp_path: Path) -> None:
    works: list[Callable[[], object]] = []
    for agents in (100, 400, 1600):
        (folder := tmp_path / str(agents)).mkdir()
        some, known = daily_files(folder, agents)[:4], _known(agents)
        works.append(lambda some=some, known=known: plan(some, MONTH, known))
    spent = _least(works, 3)
    sys.stdout.write(f"\n100, 400, 1600 agents: {', '.join(f'{each:.2f} s' for each in spent)}\n")
    assert spent[2] < 1.5 * 4 * spent[1]
    assert spent[1] < 1.5 * 4 * spent[0]


def test_peak_memory(files: list[Path]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PEAK, str(files[0].parent)], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    sys.stdout.write(f"\npeak memory of a month's plan: {done.stdout.strip()} MB\n")
    assert int(done.stdout) < 300
