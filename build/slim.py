"""What the frozen program leaves out: Qt's plugins and languages that nobody sees, and libraries that only they need.

Used by installer.spec. An entry is PyInstaller's ``(name in the folder, source file, kind)``.
"""

import re
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import PurePath
from typing import TypeAlias

Entry: TypeAlias = tuple[str, str, str]

UNSEEN = re.compile(
    r"""
      /plugins/(?:egldeviceintegrations|generic|tls|networkinformation|xcbglintegrations|sqldrivers)/
    | /plugins/platforms/(?:lib)?q(?:eglfs|linuxfb|minimal|minimalegl|vkkhrdisplay|vnc|direct2d)\.
    | /plugins/platformthemes/libqgtk3\.
    | /plugins/imageformats/(?:lib)?q(?:gif|icns|tga|tiff|wbmp|webp|pdf)\.
    | /translations/(?!qtbase_(?:zh_CN|zh_TW|en)\.qm$)
    | /opengl32sw\.dll$                                   # draws OpenGL in software; widgets are drawn without it
    | ^PIL/_(?:avif|webp|imagingcms|imagingtk|imagingft)\.
    | ^Crypto/(?!Util/|Cipher/_(?:ARC4|raw_(?:ecb|cbc|aes|aesni))\.)
    | /(?:tests?|testing)/                                # of pandas and numpy
    """,
    re.VERBOSE,
)
"""Of these files the program needs none."""

LIBRARY = re.compile(r"(?:^|/)[^/]+\.(?:so(?:\.[\d.]+)?|dll)$")
LOADED = re.compile(r"/plugins/|(?:^|/)(?:lib)?python3|^Crypto/")
"""Loaded by name while the program runs: plugins of Qt, ciphers, and Python itself by the starter."""


def shown(entries: list[Entry]) -> list[Entry]:
    """The entries without what is never seen."""
    return [entry for entry in entries if not UNSEEN.search(PurePath(entry[0]).as_posix())]


def needed(binaries: list[Entry]) -> list[Entry]:
    """The binaries without the libraries that no program, extension or plugin among them loads."""
    loads: Callable[[str], Iterable[tuple[str, str | None]]] = import_module("PyInstaller.depend.bindepend").get_imports
    by_name: dict[str, list[Entry]] = {}
    for entry in binaries:
        by_name.setdefault(PurePath(entry[0]).name.casefold(), []).append(entry)
    waiting = [entry for entry in binaries if not _only_library(entry)]
    found = {entry[0] for entry in waiting}
    while waiting:
        for name, _ in loads(waiting.pop()[1]):
            more = [entry for entry in by_name.get(PurePath(name).name.casefold(), ()) if entry[0] not in found]
            found.update(entry[0] for entry in more)
            waiting.extend(more)
    return [entry for entry in binaries if entry[0] in found]


def whole(datas: list[Entry], binaries: list[Entry]) -> list[Entry]:
    """The data files without the links to libraries that were left out."""
    kept = {PurePath(name) for name, _, _ in binaries}
    return [entry for entry in datas if entry[2] != "SYMLINK" or PurePath(entry[0]).parent / entry[1] in kept]


def _only_library(entry: Entry) -> bool:
    """Whether a file is there only because another may load it."""
    name, _, kind = entry
    path = PurePath(name).as_posix()
    return kind == "BINARY" and bool(LIBRARY.search(path)) and not LOADED.search(path)
