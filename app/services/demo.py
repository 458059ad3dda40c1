"""A demonstration book: invented people, four shops, three months, everything that a month needs."""

from collections.abc import Callable
from pathlib import Path

import msgspec

from app.domain.payline import PayRun
from app.services.explain import Explanation
from app.texts import Texts


class DemoReport(msgspec.Struct, frozen=True, kw_only=True):
    """What was written: the book, every file in order, the draft run of the newest month, one of its explanations."""

    book: Path
    written: tuple[Path, ...]
    run: PayRun
    explanation: Explanation


def make_demo(folder: Path, texts: Texts, progress: Callable[[int, int], None] | None = None) -> DemoReport:
    """Write ``folder``/demo.jixin with its sheets and papers; what an earlier call wrote there is replaced.

    JixinError if a file of that name is there that is no demonstration book.
    """
    raise NotImplementedError
