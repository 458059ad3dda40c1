"""Where the files in resources/ are: source tree, wheel or frozen program."""

import sys
from functools import cache
from pathlib import Path


def resource_path(*parts: str) -> Path:
    """Path of a file or folder below resources/, e.g. ``resource_path("i18n", "zh_CN")``."""
    return _root().joinpath(*parts)


@cache
def _root() -> Path:
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(frozen) / "resources"
    packaged = Path(__file__).parent / "_resources"
    return packaged if packaged.is_dir() else Path(__file__).parent.parent / "resources"
