"""The bundled fonts for paper: what they can draw, how wide it is, and what is drawn instead of the rest."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby
from typing import Any

import msgspec

from app.resources import resource_path

MISSING = "〓"
"""The mark that printers put for a character they have no type for."""

_FILES = {
    (False, False): "NotoSansSC_400Regular.ttf",
    (True, False): "NotoSansSC_700Bold.ttf",
    (False, True): "JixinSansSupplement_400Regular.ttf",
    (True, True): "JixinSansSupplement_700Bold.ttf",
}


class Replacement(msgspec.Struct, frozen=True, order=True):
    """A character that no bundled font draws, what is drawn instead, and the text that it stands in."""

    char: str
    shown: str
    text: str

    @property
    def code(self) -> str:
        """``U+1F600``."""
        return f"U+{ord(self.char):04X}"


class Run(msgspec.Struct, frozen=True):
    """Text that one font draws, by its registered name."""

    font: str
    text: str


class Type:
    """One weight: the main face and the supplement of rare characters behind it."""

    def __init__(self, main: Any, supplement: Any) -> None:
        self._main = main
        self._supplement = supplement
        self._widths: dict[int, int] = main.face.charWidths
        self._default: int = main.face.defaultWidth
        self._rare: dict[int, int] = supplement.face.charWidths

    def has(self, char: str) -> bool:
        """Whether the character can be drawn."""
        return ord(char) in self._main.face.charToGlyph or ord(char) in self._supplement.face.charToGlyph

    def width(self, text: str, size: float) -> float:
        """Width of drawable text in points."""
        widths, rare, default = self._widths, self._rare, self._default
        total = 0
        for code in map(ord, text):
            total += widths.get(code) or rare.get(code, default)
        return total * size / 1000

    def runs(self, text: str) -> tuple[Run, ...]:
        """The text cut where the font changes."""
        glyphs = self._main.face.charToGlyph
        if all(ord(char) in glyphs for char in text):
            return (Run(self._main.fontName, text),)
        parts = groupby(text, key=lambda char: ord(char) in glyphs)
        return tuple(Run((self._main if main else self._supplement).fontName, "".join(part)) for main, part in parts)


class Fonts(msgspec.Struct, frozen=True):
    """Both weights."""

    regular: Type
    bold: Type

    def weight(self, *, bold: bool) -> Type:
        """The face of a weight."""
        return self.bold if bold else self.regular

    def drawable(self, text: str) -> str:
        """The text with every character that has no glyph replaced by something visible."""
        if all(map(self.regular.has, text)):
            return text
        return "".join(self.shown(char) for char in unicodedata.normalize("NFC", text))

    def shown(self, char: str) -> str:
        """What is drawn for a character: itself, an equal form, nothing for invisible marks, else 〓."""
        if self.regular.has(char):
            return char
        plain = unicodedata.normalize("NFKC", char)
        if plain != char and all(map(self.regular.has, plain)):
            return plain
        if char.isspace():
            return " "
        return "" if _invisible(char) else MISSING

    def replacements(self, texts: Iterable[str]) -> tuple[Replacement, ...]:
        """Every visible character of the texts that is not drawn as itself, each once a text."""
        found = {
            Replacement(char, self.shown(char), text)
            for text in texts
            for char in unicodedata.normalize("NFC", text)
            if not self.regular.has(char) and not char.isspace() and not _invisible(char)
        }
        return tuple(sorted(found))


@lru_cache(maxsize=1)
def load_fonts() -> Fonts:
    """The bundled faces; parsing takes a tenth of a second each, so once a process."""
    from reportlab.pdfbase import pdfmetrics

    faces: dict[tuple[bool, bool], Any] = {}
    for key, file in _FILES.items():
        font = _font_class()(file.removesuffix(".ttf"), str(resource_path("fonts", file)), asciiReadable=False)
        pdfmetrics.registerFont(font)
        faces[key] = font
    return Fonts(
        Type(faces[False, False], faces[False, True]),
        Type(faces[True, False], faces[True, True]),
    )


def _font_class() -> type[Any]:
    from reportlab.pdfbase.ttfonts import TTFont

    class SearchableFont(TTFont):
        """reportlab's font, with a text layer that is right beyond U+FFFF too."""

        def addObjects(self, doc: Any) -> None:  # noqa: N802
            """Write the subsets; characters beyond U+FFFF become UTF-16 pairs in the ToUnicode maps."""
            super().addObjects(doc)
            for name, item in doc.idToObject.items():
                if str(name).startswith("toUnicodeCMap:"):
                    item.content = re.sub(r"<([0-9A-F]{5,6})>", _utf16, item.content)

    return SearchableFont


def _utf16(match: re.Match[str]) -> str:
    return f"<{chr(int(match[1], 16)).encode('utf-16-be').hex().upper()}>"


def _invisible(char: str) -> bool:
    """Joiners, variation selectors, direction marks and control characters print nothing anyway."""
    return unicodedata.category(char) in {"Cc", "Cf"} or "VARIATION SELECTOR" in unicodedata.name(char, "")
