"""Long reading that can be stopped: on the way it looks up, and whoever waits for it may raise then.

What is being read is nothing but values until it is stored, so that nothing of it is left.
"""

from collections.abc import Callable, Generator
from concurrent.futures import Future, wait
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Thread
from typing import TypeVar

T = TypeVar("T")
_BETWEEN = 0.1
"""Seconds between two looks while an engine is at work."""

_asked: ContextVar[Callable[[], None] | None] = ContextVar("asked", default=None)


@contextmanager
def stopped_by(ask: Callable[[], None] | None) -> Generator[None]:
    """What is read meanwhile calls ``ask`` again and again, which may raise to stop it."""
    token = _asked.set(ask)
    try:
        yield
    finally:
        _asked.reset(token)


def look_up() -> None:
    """Asks whether to go on; what is raised then is for whoever wanted the reading, never to be caught on the way."""
    ask = _asked.get()
    if ask is not None:
        ask()


def in_reach(work: Callable[[], T]) -> T:
    """The result of work that looks up nowhere: done beside, and left to end by itself once the reading is stopped."""
    if _asked.get() is None:
        return work()
    done: Future[T] = Future()

    def run() -> None:
        try:
            done.set_result(work())
        except BaseException as fault:
            done.set_exception(fault)

    Thread(target=run, daemon=True).start()
    while not wait([done], _BETWEEN).done:
        look_up()
    return done.result()
