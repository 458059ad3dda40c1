"""Commands under test."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from app.main import main


class Said:
    """The exit status of a command and what it wrote."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err

    @property
    def json(self) -> Any:
        """The one JSON value on standard output."""
        return json.loads(self.out)


@pytest.fixture
def jixin(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Said]:
    """Runs one command in this process, in Simplified Chinese: ``jixin("compute", book, "2026-10")``."""
    monkeypatch.setenv("JIXIN_LANG", "zh_CN")

    def run(*words: object) -> Said:
        capsys.readouterr()
        status = main([str(word) for word in words])
        out, err = capsys.readouterr()
        return Said(status, out, err)

    return run
