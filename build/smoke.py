"""Tries the frozen program as an owner's machine has it: no Python, no settings, nothing of this checkout.

python build/smoke.py work/dist/jixin [--through CMD]

``--through`` names a program that runs the two programs, for a Windows build on another system.
Only the standard library is used.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path

MONTH = "2026-10"
KEPT = ("PATH", "DISPLAY", "XAUTHORITY", "SYSTEMROOT", "TEMP", "TMP", "LC_ALL", "QT_QPA_PLATFORM", "WINEPREFIX")
PATIENCE = 300
"""Seconds after which a program that does not end is a failure."""


class Frozen:
    """The two programs of one folder, run with a home that is empty."""

    def __init__(self, folder: Path, through: str | None, home: Path) -> None:
        ending = ".exe" if (folder / "jixin.exe").is_file() else ""
        self._folder, self._ending = folder, ending
        self._before = [through] if through else []
        names = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA")
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        self._environment = {**kept, **({} if through else dict.fromkeys(names, str(home)))}

    def command(self, *words: str | Path) -> str:
        """Run a command of the console program; what it printed. A failure ends the smoke test."""
        return self._run("jixin", [str(word) for word in words], {})

    def window(self, *words: str | Path, **wish: Path) -> None:
        """Start the window until it has painted and everything is loaded; it saves its pictures and closes."""
        self._run("绩薪", [str(word) for word in words], {name: str(place) for name, place in wish.items()})

    def _run(self, name: str, words: list[str], more: dict[str, str]) -> str:
        call = [*self._before, str(self._folder / f"{name}{self._ending}"), *words]
        environment = {**self._environment, "JIXIN_LANG": "zh_CN", **more}
        ended = subprocess.run(call, env=environment, capture_output=True, timeout=PATIENCE, check=False)
        said = ended.stdout.decode("utf-8", "replace")
        if ended.returncode not in (0, 3):
            raise SystemExit(f"{' '.join(call)}: {ended.returncode}\n{said}{ended.stderr.decode('utf-8', 'replace')}")
        return said


def sure(true: bool, otherwise: str) -> None:
    """End the smoke test with a sentence unless something is true."""
    if not true:
        raise SystemExit(otherwise)


def every_command(program: Frozen, _: Path) -> str:
    """Each command answers ``--help``."""
    names = re.findall(r"^ {4}([a-z]+)(?: |\r?$)", program.command("--help"), re.MULTILINE)
    for name in names:
        program.command(name, "--help")
    sure(len(names) >= 20, f"only {names}")
    return f"{len(names)} commands answer"


def demonstration(program: Frozen, folder: Path) -> str:
    """The demonstration book with its payslips, the font inside each."""
    program.command("demo", folder / "demo")
    return pages(folder / "demo" / "工资条" / MONTH, 12)


def pages(folder: Path, least: int) -> str:
    """Whether a folder has payslips with the bundled font inside; how many."""
    written = sorted(folder.glob("*.pdf"))
    sure(len(written) >= least, f"only {written}")
    for path in written:
        data = path.read_bytes()
        sure(data.startswith(b"%PDF-"), f"{path}: no PDF")
        sure(b"/FontFile2" in data, f"{path}: no font inside")
    return f"{len(written)} payslips"


def locked(program: Frozen, folder: Path) -> str:
    """Payslips with a password."""
    program.command(
        "payslips", folder / "demo" / "demo.jixin", MONTH, "--out", folder / "locked", "--password", "random"
    )
    written = [path for path in (folder / "locked").glob("*.pdf") if b"/Encrypt" in path.read_bytes()]
    sure(len(written) >= 12, f"only {written}")
    return f"{len(written)} payslips with a password"


def own_book(program: Frozen, folder: Path) -> str:
    """A book from nothing: roster, scheme, sheets, computation, payslips, register."""
    book, sheets = folder / "我的店.jixin", folder / "demo" / "表格"
    program.command("book", "new", book, "--shop", "青禾旗舰店", "--platform", "tmall")
    program.command("roster", "import", book, sheets / "花名册.xlsx")
    files = sorted((sheets / MONTH).glob("*分析_*.xlsx"))
    program.command("import", book, *files, "--month", MONTH, "--dry-run", "--json")
    program.command("import", book, *files, "--month", MONTH)
    program.command("scheme", "use", book, "taobao-presales", "--position", "售前", "--from", MONTH)
    program.command("compute", book, MONTH)
    program.command("register", book, MONTH, folder / "工资表.xlsx")
    sure((folder / "工资表.xlsx").read_bytes().startswith(b"PK"), "no register")
    return f"{len(files)} sheets imported and computed"


def window(program: Frozen, folder: Path) -> str:
    """The window paints its first page, and each page of a book."""
    first, pages = folder / "start.png", folder / "pages"
    pages.mkdir()
    program.window(JIXIN_PICTURE=first)
    program.window(folder / "demo" / "demo.jixin", JIXIN_PICTURES=pages)
    pictures = [first, *pages.glob("*.png")]
    sure(len(pictures) > 6, f"only {pictures}")
    for picture in pictures:
        sure(colours(picture) > 8, f"{picture}: nothing is painted")
    return f"{len(pictures)} pages painted"


def colours(picture: Path) -> int:
    """How many different values the bytes of a PNG's picture have: few if it is empty."""
    data, at, packed = picture.read_bytes(), 8, b""
    while at < len(data):
        size = int.from_bytes(data[at : at + 4])
        if data[at + 4 : at + 8] == b"IDAT":
            packed += data[at + 8 : at + 8 + size]
        at += size + 12
    return len(set(zlib.decompress(packed)))


CHECKS: tuple[Callable[[Frozen, Path], str], ...] = (every_command, demonstration, locked, own_book, window)


def main() -> int:
    """Run the checks in order; the first that fails ends it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--through")
    words = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        home.mkdir()
        program = Frozen(words.folder.resolve(), words.through, home)
        for check in CHECKS:
            print(f"{check.__name__}: {check(program, Path(folder))}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
