"""The frozen program beside a bare PySide6 window frozen the same way: size of the folder, time to the first painted window.

    uv run --group build python -m tests.benchmarks.frozen work/dist/jixin [ROUNDS]

Needs a screen (or QT_QPA_PLATFORM=offscreen). Both are started in turn; each paints once and closes.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from tests.benchmarks.bare import BARE


def freeze_bare(folder: Path) -> Path:
    """A one-folder program that shows one label; its folder."""
    script = folder / "bare.py"
    script.write_text(BARE, "utf-8")
    places = ("--workpath", str(folder / "w"), "--distpath", str(folder / "d"), "--specpath", str(folder))
    call = [
        sys.executable,
        "-m",
        "PyInstaller",
        str(script),
        "--noconfirm",
        "--log-level",
        "ERROR",
        "--windowed",
        *places,
    ]
    subprocess.run(call, check=True)
    return folder / "d" / "bare"


def size(folder: Path) -> int:
    """Bytes of all files; links count nothing."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def started(program: Path, home: Path, painted: str = "") -> float:
    """Seconds from the start of the process to its end, right after ``painted``: splash or window of ours."""
    names = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_CONFIG_HOME")
    environment = {**os.environ, "JIXIN_PAINTED": painted, **dict.fromkeys(names, str(home))}
    before = time.perf_counter()
    subprocess.run([program], env=environment, check=True, capture_output=True)
    return time.perf_counter() - before


def in_turn(rounds: int, *calls: Callable[[], float]) -> list[list[float]]:
    """The times of each call, taken in turn; the first round only warms up."""
    times = [[call() for call in calls] for _ in range(rounds + 1)][1:]
    return [list(column) for column in zip(*times, strict=True)]


def main(folder: Path, rounds: int) -> None:
    """Print both sizes and times, and their ratios."""
    ending = ".exe" if (folder / "jixin.exe").is_file() else ""
    with tempfile.TemporaryDirectory() as place:
        bare = freeze_bare(Path(place))
        splash, ours, theirs = in_turn(
            rounds,
            lambda: started(folder / f"绩薪{ending}", Path(place), "splash"),
            lambda: started(folder / f"绩薪{ending}", Path(place), "window"),
            lambda: started(bare / f"bare{ending}", Path(place)),
        )
        big, small = size(folder) / 1e6, size(bare) / 1e6
    sys.stdout.write(f"folder   {big:7.0f} MB  bare {small:7.0f} MB  ratio {big / small:.2f}\n")
    for name, of in (("least", min), ("median", median)):
        for what, times in (("splash", splash), ("window", ours)):
            ratio = of(times) / of(theirs)
            sys.stdout.write(f"{what} {name:7} {of(times):7.3f} s   bare {of(theirs):7.3f} s   ratio {ratio:.2f}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), int(sys.argv[2]) if len(sys.argv) > 2 else 7)
