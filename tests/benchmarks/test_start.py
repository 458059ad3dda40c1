"""How long a command takes to start."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.benchmark(group="start of a command")
@pytest.mark.parametrize("words", [("--help",), ("scheme", "templates")], ids=" ".join)
def test_command(benchmark: Any, words: tuple[str, ...]) -> None:
    def call() -> int:
        return subprocess.run(
            [sys.executable, "-m", "app", *words], cwd=ROOT, stdout=subprocess.DEVNULL, check=False
        ).returncode

    assert benchmark.pedantic(call, rounds=7, warmup_rounds=1) == 0


@pytest.mark.benchmark(group="start of a command")
def test_bare_python(benchmark: Any) -> None:
    """The floor: an interpreter that does nothing."""

    def call() -> int:
        return subprocess.run([sys.executable, "-c", "pass"], check=False).returncode

    assert benchmark.pedantic(call, rounds=7, warmup_rounds=1) == 0
