"""The window over a book of 300 agents and 24 months: how long it does not answer while it is used.

    QT_QPA_PLATFORM=offscreen uv run python -m tests.benchmarks.blocks [BOOK] [ROUNDS]

BOOK is kept for the next time; it is made first where there is none (some minutes). For each act, by the clock and of the
processor: until all is shown (all threads), and the longest time in which the window's thread took nothing in (this
thread; the rest of the clock is waiting for the interpreter's lock, or another program). The least of the rounds counts.
Then tables of 10,000 rows: the longest frame while they are scrolled, and sorting up to the next painted frame.
"""

import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from app.services.books import close_book
from app.services.compute_month import compute_month
from app.texts import Texts
from app.ui.application import application, make_kit
from app.ui.main_window import MainWindow
from app.ui.page_kinds import PAGES
from app.ui.settings import Settings
from app.ui.widgets.table import TableView
from tests.benchmarks.big_book import MONTH, make_book

ROWS = 10_000


class Pulse:
    """Beats every two milliseconds if the window's thread is free; remembers the longest time between two beats."""

    def __init__(self) -> None:
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(2)
        self.reset()

    def reset(self) -> None:
        self.block = self.used = 0.0
        self._last, self._before = time.perf_counter(), time.thread_time()

    def _beat(self) -> None:
        now, used = time.perf_counter(), time.thread_time()
        if now - self._last > self.block:
            self.block, self.used = now - self._last, used - self._before
        self._last, self._before = now, used


class Taken(NamedTuple):
    """Milliseconds of an act: until all is shown, and the longest block of the window; by the clock and processor."""

    whole: float
    all_used: float
    block: float
    used: float


class Bench:
    """A window over a copy of the book, and what was measured in it."""

    def __init__(self, book: Path, folder: Path) -> None:
        app = application()
        settings = Settings(folder / "settings.json")
        self.folder, self.book = folder, Path(shutil.copy(book, folder / "大.jixin"))
        self.kit = make_kit(app, Texts(), settings)
        self.window = MainWindow(self.kit, settings)
        self.window.resize(1366, 688)
        self.window.show()
        self.pulse = Pulse()
        self.taken: dict[str, Taken] = {}
        self.settle()

    def settle(self) -> None:
        """Until the worker has nothing left and everything is painted."""
        calm = 0
        while calm < 5:
            QApplication.processEvents()
            calm = 0 if self.kit.backend.runner.busy else calm + 1
            time.sleep(0.002)

    def take(self, name: str, act: Callable[[], object]) -> None:
        """Do something and note how it went."""
        self.settle()
        self.pulse.reset()
        before, used = time.perf_counter(), time.process_time()
        act()
        self.settle()
        whole, used = time.perf_counter() - before, time.process_time() - used
        self.taken[name] = Taken(1000 * whole, 1000 * used, 1000 * self.pulse.block, 1000 * self.pulse.used)

    def close(self) -> None:
        """Let the window go."""
        self.window.close()
        self.kit.backend.close()
        self.window.deleteLater()
        self.kit.theme.deleteLater()
        self.settle()


def use(bench: Bench) -> None:
    """What an owner does in a month."""
    window, take = bench.window, bench.take
    take("open the book", lambda: window.open_book(bench.book))
    for kind in PAGES[1:]:
        take(f"build {kind.name}", lambda name=kind.name: window.pages.prepare(name))
    for kind in PAGES:
        take(f"turn to {kind.name}", lambda name=kind.name: window.show_page(name))
    for kind in PAGES:
        window.show_page(kind.name)
        take(f"another month on {kind.name}", lambda: window.kit.month.set_month(MONTH.shift(-1)))
        take(f"back to the draft on {kind.name}", lambda: window.kit.month.set_month(MONTH))
    agents: Any = window.pages["agents"]
    slips: Any = window.pages["payslips"]
    window.show_page("agents")
    take("choose an agent", lambda: agents.table.choose(150))
    for tab in range(agents.pane.tabs.count()):
        take(f"agent's tab {tab + 1}", lambda tab=tab: agents.pane.tabs.setCurrentIndex(tab))
    take("find agents", lambda: agents.search.setText("客服12"))
    take("find nobody in particular", lambda: agents.search.setText(""))
    window.show_page("payslips")
    take("choose a payslip", lambda: slips.table.choose(150))
    take("the next payslip", lambda: slips.table.choose(151))
    take("sort payslips", lambda: slips.table.sortByColumn(3, slips.table.head.sortIndicatorOrder()))
    take("compute the month", slips.actions_.compute)
    _import(bench)
    take("dark", lambda: window.kit.theme.set_mode("dark"))
    take("light", lambda: window.kit.theme.set_mode("light"))
    take("English", lambda: window.kit.words.set_language("en"))
    take("Chinese", lambda: window.kit.words.set_language("zh_CN"))


def _import(bench: Bench) -> None:
    data: Any = bench.window.pages["data"]
    sheets = sorted(bench.folder.parent.glob("*_20261001_*.xlsx"))
    bench.window.kit.month.set_month(MONTH)
    bench.window.show_page("data")
    bench.take("open the wizard with files", lambda: data.import_files(sheets))
    for step in range(1, 4):
        bench.take(f"wizard's step {step + 1}", lambda step=step: data.wizard.go(step))
    bench.take("leave the wizard", data.wizard.left.emit)


def tables(bench: Bench) -> None:
    """Agents and payslips by the ten thousand."""
    window = bench.window
    agents: Any = window.pages["agents"]
    slips: Any = window.pages["payslips"]
    window.show_page("agents")
    bench.settle()
    people = agents.model.all_rows
    many = tuple(msgspec.structs.replace(people[at % len(people)], number=f"B{at:05d}") for at in range(ROWS))
    bench.take(f"{ROWS} agents shown", lambda: agents.model.set_rows(many))
    _scroll(bench, "agents", agents.table)
    window.show_page("payslips")
    bench.settle()
    rows = slips.model.all_rows
    bench.take(
        f"{ROWS} payslips shown", lambda: slips.model.set_rows([replace(rows[at % len(rows)]) for at in range(ROWS)])
    )
    _scroll(bench, "payslips", slips.table)


def _scroll(bench: Bench, name: str, table: TableView) -> None:
    bar = table.verticalScrollBar()
    for kind, step in (
        ("line by line", 30),
        ("page by page", table.viewport().height()),
        ("by the bar", bar.maximum() // 40),
    ):
        frames = []
        for at in range(40):
            before = time.thread_time()
            bar.setValue((at * step) % max(1, bar.maximum()))
            table.viewport().repaint()
            frames.append(1000 * (time.thread_time() - before))
        frames.sort()
        bench.taken[f"scroll {name} {kind}: frame"] = Taken(sum(frames), sum(frames), frames[-1], frames[-1])
    for column in range(table.rows.columnCount()):
        if table.isColumnHidden(column):
            continue
        before = time.thread_time()
        table.sortByColumn(column, table.head.sortIndicatorOrder())
        table.viewport().repaint()
        took = 1000 * (time.thread_time() - before)
        bench.taken[f"sort {name} by {table.rows.columns[column].id}"] = Taken(took, took, took, took)


def main(book: Path | None, rounds: int) -> None:
    """Print what was measured, the longest block first marked."""
    with tempfile.TemporaryDirectory() as place:
        folder = book.parent if book is not None else Path(place)
        kept = folder / "book.jixin"
        if not kept.is_file():
            made = make_book(folder, 300, months=24)
            compute_month(made, MONTH)
            close_book(made)
        least: dict[str, Taken] = {}
        for number in range(rounds):
            own = folder / f"round{number}"
            own.mkdir(exist_ok=True)
            bench = Bench(kept, own)
            use(bench)
            tables(bench)
            bench.close()
            shutil.rmtree(own)
            for name, now in bench.taken.items():
                least[name] = min(least.get(name, now), now, key=lambda each: each.used)
    sys.stdout.write(f"{'milliseconds':40} {'whole':>8} {'used':>8} {'block':>8} {'used':>8}\n")
    for name, taken in least.items():
        mark = " <" if taken.used > (50 if name.startswith(("scroll", "sort")) else 100) else ""
        sys.stdout.write(f"{name:40} " + " ".join(f"{each:8.0f}" for each in taken) + f"{mark}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None, int(sys.argv[2]) if len(sys.argv) > 2 else 1)
