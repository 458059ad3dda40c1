"""Installs, upgrades, uses and removes the program on Windows as an owner would; shows what is there after each step.

python build/try_installer.py SETUP.exe [--through CMD --drive FOLDER]

``--through`` runs a Windows program on another system, whose C: drive is FOLDER. Nobody's own installation must be
there: it would be removed. Only the standard library is used.
"""

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path

CLASSES = r"HKCU\Software\Classes"
UNINSTALL = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Jixin"
KEYS = (rf"{CLASSES}\.jixin", rf"{CLASSES}\Jixin.Book\shell\open\command", UNINSTALL)
PATIENCE = 600


class Windows:
    """A Windows to install on: this one, or one behind a program."""

    def __init__(self, through: str | None, drive: Path | None) -> None:
        self._before, self._drive = [through] if through else [], drive
        home = drive / "users" / os.environ.get("USER", "root") if drive else Path.home()
        local = home / "AppData" / "Local"
        roaming = home / "AppData" / "Roaming"
        self.folder = local / "Programs" / "Jixin"
        self.shortcuts = (
            home / "Desktop" / "绩薪.lnk",
            roaming / "Microsoft" / "Windows" / "Start Menu" / "Programs" / "绩薪.lnk",
        )
        self.books = home / "jixin-try"

    def run(self, *words: str | Path, **more: str) -> int:
        """Run a Windows program to its end; its exit code."""
        call = [*self._before, *(self.path(word) for word in words)]
        return self._ended(call, more).returncode

    def value(self, key: str) -> str:
        """The standard value of a registry key."""
        said = self._ended([*self._before, "reg", "query", key, "/ve"], {}).stdout.decode("utf-8", "replace")
        found = re.search(r"REG_SZ\s+(.*\S)", said)
        sure(found is not None, f"{key} has no value")
        return found.group(1) if found else ""

    def target(self, shortcut: Path) -> Path:
        """The program that a shortcut starts, whose name is among its bytes."""
        program = self.folder / "绩薪.exe"
        named = f"\0{program.name}\0".encode("utf-16-le")[1:]
        sure(named in shortcut.read_bytes(), f"{shortcut} starts something else")
        return program

    def _ended(self, call: list[str], more: dict[str, str]) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(call, env={**os.environ, **more}, capture_output=True, timeout=PATIENCE, check=False)

    def path(self, word: str | Path) -> str:
        """A path as that Windows knows it."""
        if not self._before or isinstance(word, str):
            return str(word)
        return "Z:" + str(word).replace("/", "\\")

    def links(self) -> list[bool]:
        """Whether each shortcut is there."""
        return [path.is_file() for path in self.shortcuts]

    def own_path(self, path: Path) -> str:
        """A path on drive C: as that Windows itself writes it."""
        return "C:\\" + str(path.relative_to(self._drive)).replace("/", "\\") if self._drive else str(path)

    def has_key(self, key: str) -> bool:
        """Whether the registry has a key."""
        return self.run("reg", "query", key) == 0


def show(step: str, windows: Windows) -> None:
    """Print what is there."""
    programs = sorted(path.name for path in windows.folder.iterdir()) if windows.folder.is_dir() else []
    print(f"== {step}\n   files      {programs}")
    print(f"   shortcuts  {[path.parent.name for path in windows.shortcuts if path.is_file()]}")
    print(f"   registry   {[key for key in KEYS if windows.has_key(key)]}", flush=True)


def sure(true: bool, otherwise: str) -> None:
    """End with a sentence unless something is true."""
    if not true:
        raise SystemExit(otherwise)


def installed(windows: Windows) -> None:
    """Programs, shortcuts and registry entries are all there."""
    sure({"jixin.exe", "绩薪.exe", "uninstall.exe"} <= {path.name for path in windows.folder.iterdir()}, "no programs")
    sure(all(windows.links()), "no shortcut")
    sure(all(windows.has_key(key) for key in KEYS), "no registry entry")


def used(windows: Windows) -> Path:
    """The demonstration's payslips, then the window by file type and by the shortcut; the demonstration book."""
    demo = windows.books / "demo"
    sure(windows.run(windows.folder / "jixin.exe", "demo", windows.path(demo)) == 0, "no demonstration")
    sure(len(list((demo / "工资条").rglob("*.pdf"))) > 12, "no payslips")
    book = demo / "demo.jixin"
    program, word = windows.value(KEYS[1]).removesuffix(' "%1"').strip('"'), windows.path(book)
    for name, call in (
        ("file type", (program, word)),
        ("shortcut", (windows.path(windows.target(windows.shortcuts[0])),)),
    ):
        picture = windows.books / f"{name}.png"
        windows.run(*call, JIXIN_PICTURE=windows.path(picture))
        sure(picture.is_file() and picture.stat().st_size > 0, f"{name}: no window")
        print(f"   opened by  {name}: {' '.join(call)}", flush=True)
    return book


def removed(windows: Windows) -> bool:
    """Whether only the uninstaller is left, which was run where it lies so as to be waited for."""
    left = [path.name for path in windows.folder.iterdir()]
    return left == ["uninstall.exe"] and not any((*windows.links(), *map(windows.has_key, KEYS)))


def main() -> int:
    """Install, upgrade over it, use, remove."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("setup", type=Path)
    parser.add_argument("--through")
    parser.add_argument("--drive", type=Path)
    words = parser.parse_args()
    windows = Windows(words.through, words.drive)
    sure(not windows.folder.exists(), f"{windows.folder} is there already")
    windows.books.mkdir()
    for step in ("installed", "upgraded"):
        sure(windows.run(words.setup.resolve(), "/S") == 0, f"not {step}")
        installed(windows)
        show(step, windows)
        (windows.folder / "_internal" / "of-an-older-version.txt").write_text("old", "utf-8")
    sure(windows.run(words.setup.resolve(), "/S") == 0, "not upgraded again")
    sure(not (windows.folder / "_internal" / "of-an-older-version.txt").exists(), "an old file stays")
    book = used(windows)
    before = book.read_bytes()
    windows.run(windows.folder / "uninstall.exe", "/S", f"_?={windows.own_path(windows.folder)}")
    sure(removed(windows), "something is left")
    show("removed", windows)
    sure(book.read_bytes() == before, "the book was touched")
    print(f"   the book stays: {book}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
