"""The worker: answers in the window's thread, in order, with progress, cancel, refusal and crash."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.domain.problem import JixinError, error
from app.ui.backend import Backend
from app.ui.tasks import Progress, TaskRunner


@pytest.fixture
def backend(qtbot: QtBot) -> Iterator[Backend]:
    """A backend without a book."""
    backend = Backend(TaskRunner())
    yield backend
    backend.close()


def test_work_runs_elsewhere_and_answers_here(backend: Backend, qtbot: QtBot) -> None:
    threads: list[int] = []
    answers: list[tuple[str, int]] = []
    for name in ("one", "two"):
        backend.run(
            name,
            lambda _book, _progress, name=name: (threads.append(threading.get_ident()), name)[1],
            lambda result: answers.append((result, threading.get_ident())),
        )
    qtbot.waitUntil(lambda: len(answers) == 2)
    here = threading.get_ident()
    assert answers == [("one", here), ("two", here)]
    assert len(set(threads)) == 1
    assert threads[0] != here


def test_progress_and_cancel(backend: Backend, qtbot: QtBot) -> None:
    shares: list[tuple[int, int]] = []
    ends: list[str] = []
    started = threading.Event()

    def work(_book: object, progress: Progress) -> None:
        for at in range(10_000):
            progress(at, 10_000)
            started.set()
            threading.Event().wait(0.001)

    task = backend.run(
        "long",
        work,
        lambda _result: ends.append("done"),
        progressed=lambda done, total: shares.append((done, total)),
        ended=lambda: ends.append("ended"),
    )
    qtbot.waitUntil(lambda: bool(shares))
    task.cancel()
    qtbot.waitUntil(lambda: bool(ends))
    assert ends == ["ended"]
    assert shares[-1][0] < 9_999
    assert not backend.runner.busy


def test_refusals_go_to_the_asker_or_the_window(backend: Backend, qtbot: QtBot) -> None:
    told: list[str] = []

    def refuse(_book: object, _progress: Progress) -> None:
        raise JixinError(error("agent_unknown", number="A99"))

    backend.refused.connect(lambda refusal: told.append(f"window {refusal.problems[0].code}"))
    backend.run("a", refuse, lambda _result: None)
    backend.run("b", refuse, lambda _result: None, refused=lambda refusal: told.append(refusal.problems[0].code))
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told == ["window agent_unknown", "agent_unknown"]


def test_a_bug_in_work_is_told(backend: Backend, qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    def crash(_book: object, _progress: Progress) -> None:
        raise ZeroDivisionError

    with qtbot.waitSignal(backend.crashed) as told:
        backend.run("bug", crash, lambda _result: None)
    assert isinstance(told.args[0], ZeroDivisionError)
    assert "task bug" in caplog.text


def test_nobody_is_called_who_is_gone(backend: Backend, qtbot: QtBot) -> None:
    import shiboken6

    called: list[str] = []
    owner = QObject()
    changed: list[str] = []
    backend.changed.connect(lambda: changed.append("changed"))
    hold = threading.Event()
    backend.run("late", lambda _book, _progress: hold.wait(5), lambda _r: called.append("x"), owner=owner, changes=True)
    shiboken6.delete(owner)
    hold.set()
    qtbot.waitUntil(lambda: bool(changed))
    assert called == []
