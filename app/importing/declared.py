"""Reading the declarations of resources/formats."""

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from app.importing.values import header_key


def read_toml(path: Path) -> dict[str, Any]:
    """What a declaration says; ValueError names a file that is no TOML."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as fault:
        raise ValueError(f"{path.name}: {fault}") from fault


def keys(headers: Iterable[str]) -> tuple[str, ...]:
    """Headers in the spelling they are compared by."""
    return tuple(map(header_key, headers))
