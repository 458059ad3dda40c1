"""The words in three languages for codes and parameters, read from resources/i18n. No Qt, no domain."""

import json
from collections.abc import Callable, Mapping
from string import Formatter
from typing import Any

from app.resources import resource_path

LANGUAGES = ("zh_CN", "zh_TW", "en")
DEFAULT_LANGUAGE = "zh_CN"


class Texts:
    """One language's catalogue. Keys are ``file.name``: ``problem.empty_file`` stands in problem.json.

    Built once in main.py and handed down.
    """

    def __init__(self, language: str = DEFAULT_LANGUAGE) -> None:
        self.language = language
        self._entries = _load(language)

    def __contains__(self, key: str) -> bool:
        return key in self._entries

    def __call__(self, key: str, **params: object) -> str:
        """The text of ``key`` with its ``{placeholders}`` filled; KeyError names a missing key or placeholder."""
        return self._entries[key].format(**params)

    def filled(self, key: str, params: Mapping[str, str], show: Callable[[str, str], str]) -> str:
        """The text of ``key``, each ``{name:style}`` shown as ``show(params[name], style)``."""
        return _Styled(show).vformat(self._entries[key], (), params)


class _Styled(Formatter):
    def __init__(self, show: Callable[[str, str], str]) -> None:
        self._show = show

    def format_field(self, value: Any, format_spec: str) -> str:
        return self._show(str(value), format_spec)


def _load(language: str) -> dict[str, str]:
    if language not in LANGUAGES:
        raise KeyError(language)
    entries: dict[str, str] = {}
    for file in sorted(resource_path("i18n", language).glob("*.json")):
        area = file.stem
        for name, text in json.loads(file.read_text("utf-8")).items():
            entries[f"{area}.{name}"] = text
    return entries
