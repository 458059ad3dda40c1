"""Reading can be stopped in the middle of a file, and what it is stopped with arrives as it was raised."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from app.importing.importer import plan
from app.importing.stopping import in_reach, look_up, stopped_by
from tests.importing.sheets import DATA, KNOWN, MONTH

FILES = (
    DATA / "orders" / "ExportOrderList202610.csv",
    DATA / "orders" / "订单_新版.xlsx",
    DATA / "sheets" / "咨询接待分析_20261001_20261031.xlsx",
)


class Enough(Exception):  # noqa: N818 - it is no error
    """What the person at the window says."""


def after(calls: int) -> Callable[[int, int], None]:
    """Raises with that call."""
    left = [calls]

    def progress(done: int, files: int) -> None:
        assert (done, files) in ((0, 1), (1, 1))
        left[0] -= 1
        if not left[0]:
            raise Enough

    return progress


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_one_file_can_be_stopped_at_many_places(path: Path) -> None:
    whole = plan([path], MONTH, KNOWN)
    stopped = 0
    while True:
        try:
            found = plan([path], MONTH, KNOWN, progress=after(stopped + 1))
        except Enough:
            stopped += 1
            continue
        break
    assert found == whole
    assert stopped > 4


def test_what_an_engine_does_is_left_alone_once_it_is_stopped() -> None:
    begun, end = threading.Event(), threading.Event()

    def work() -> str:
        begun.set()
        end.wait(20)
        return "late"

    def ask() -> None:
        if begun.is_set():
            raise Enough

    started = time.monotonic()
    with stopped_by(ask), pytest.raises(Enough):
        in_reach(work)
    assert time.monotonic() - started < 10
    end.set()


def test_an_engine_in_reach_says_what_it_says_alone() -> None:
    class Panic(BaseException):
        """As the reading engine's."""

    def panics() -> str:
        raise Panic

    for ask in (None, lambda: None):
        with stopped_by(ask):
            assert in_reach(lambda: "read") == "read"
            with pytest.raises(Panic):
                in_reach(panics)


def test_nobody_is_asked_once_the_reading_is_over() -> None:
    asked: list[str] = []
    with stopped_by(lambda: asked.append("?")):
        look_up()
    look_up()
    assert asked == ["?"]
