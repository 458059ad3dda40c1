"""What the program is made of: its version, and name, version and licence of everything that is shipped with it."""

import platform
import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import msgspec

from app.resources import resource_path

PROGRAM = "jixin"
LICENCE_FILE = re.compile(r"\.dist-info/(?:licen[cs]es/|(?:licen[cs]e|copying|notice)[^/]*$)", re.IGNORECASE)
OUR_TEXTS = {"LGPL-3.0-only": ("LGPL-3.0.txt", "GPL-3.0.txt")}
"""Texts of licences that a package names and leaves out, or ships beside those of licences that are not ours."""


class Part(msgspec.Struct, frozen=True):
    """One thing that is shipped; ``texts`` are the files with its licence's words."""

    name: str
    version: str
    licence: str
    texts: tuple[Path, ...]


def program_version() -> str:
    """The program's version, ``0.1.0``."""
    return distribution(PROGRAM).version


def parts() -> list[Part]:
    """The program first, then what it ships, by name: its packages with all that they need, and what is no package."""
    own, *others = (_package(found) for found in _shipped(PROGRAM, set()))
    return [own, *sorted([*others, *_no_packages()], key=lambda part: part.name.casefold())]


def _shipped(name: str, seen: set[str]) -> Iterator[Distribution]:
    """A package and everything that it requires here, each once; what another system needs is not installed."""
    key = re.sub(r"[-_.]+", "-", name).casefold()
    if key in seen:
        return
    seen.add(key)
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return
    yield found
    for requirement in found.requires or ():
        wished = re.match(r"[\w.-]+", requirement)
        if wished is not None and "extra ==" not in requirement:
            yield from _shipped(wished.group(), seen)


def _package(found: Distribution) -> Part:
    licence = _licence(found)
    named = (file for file in found.files or () if LICENCE_FILE.search(file.as_posix()))
    texts = tuple(path for path in (Path(str(found.locate_file(file))) for file in named) if path.is_file())
    lent = tuple(resource_path("licences", name) for name in OUR_TEXTS.get(licence, ()))
    return Part(name=found.name, version=found.version, licence=licence, texts=lent or texts)


def _licence(found: Distribution) -> str:
    """The licence as an SPDX expression where the package says so; of several the one we ship under."""
    told: Any = found.metadata
    licence = told.get("License-Expression") or told.get("License") or ""
    if licence.startswith("LGPL-3.0-only OR "):
        return "LGPL-3.0-only"
    if 0 < len(licence) <= 60:
        return licence
    classes = [line.rsplit(" :: ", 1)[-1] for line in told.get_all("Classifier") or () if line.startswith("License")]
    return ", ".join(classes) or licence


def _no_packages() -> Iterator[Part]:
    told = tomllib.loads(resource_path("licences", "parts.toml").read_text("utf-8"))
    for entry in told["part"]:
        yield Part(
            name=entry["name"],
            version=entry.get("version") or _shared_version(entry["of"]),
            licence=entry["licence"],
            texts=tuple(resource_path(*text.split("/")) for text in entry["texts"]),
        )


def _shared_version(of: str) -> str:
    return platform.python_version() if of == "python" else distribution(of).version
