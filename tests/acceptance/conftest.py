"""The command line as a black box."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from app.main import main

Run = Callable[..., tuple[int, Any]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command; its exit status and, with --json, what it printed."""

    def call(*words: object) -> tuple[int, Any]:
        status = main([str(word) for word in words])
        out = capsys.readouterr().out
        return status, json.loads(out) if "--json" in words else out

    return call
