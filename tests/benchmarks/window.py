"""The splash and the window, from source, beside a bare PySide6 window: from the start of the process to the paint.

    uv run python -m tests.benchmarks.window [ROUNDS]

Both are started in turn, so that what else the machine does meets both. Needs a screen (or QT_QPA_PLATFORM=offscreen).
"""

import compileall
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from tests.benchmarks.bare import BARE

ROOT = Path(__file__).resolve().parent.parent.parent


def started(what: str, home: str) -> tuple[float, float]:
    """Seconds by the clock and of the processor until the program has painted ``what`` and ended."""
    names = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_CONFIG_HOME")
    environment = {**os.environ, "JIXIN_PAINTED": what, **dict.fromkeys(names, home)}
    words = ("-c", BARE) if what == "bare" else ("-m", "app")
    before, used = time.perf_counter(), processor()
    subprocess.run([sys.executable, *words], cwd=ROOT, env=environment, check=True, capture_output=True)
    return time.perf_counter() - before, processor() - used


def processor() -> float:
    """Seconds that all processes started so far have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main(rounds: int) -> None:
    """Print all times and their ratios to the bare window; the first round only warms up."""
    compileall.compile_dir(ROOT / "app", quiet=1)
    with tempfile.TemporaryDirectory() as home:
        times = [[started(what, home) for what in ("splash", "window", "bare")] for _ in range(rounds + 1)][1:]
    for at, kind in enumerate(("by the clock", "processor")):
        for name, of in (("least", min), ("median", median)):
            splash, window, bare = (of(each[which][at] for each in times) for which in range(3))
            sys.stdout.write(f"{kind:12} {name:6} bare {bare:.3f} s")
            sys.stdout.write(f"   splash {splash:.3f} s ratio {splash / bare:.2f}")
            sys.stdout.write(f"   window {window:.3f} s ratio {window / bare:.2f}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
