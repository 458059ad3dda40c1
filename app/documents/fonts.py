"""The bundled fonts for paper: what they can draw, how wide it is, and what is drawn instead of the rest."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import Any
from zlib import compress

import msgspec

from app.documents.glyphs import GlyphStore
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


class Type:
    """One weight: the main face and the supplement of rare characters behind it."""

    def __init__(self, main: Any, supplement: Any) -> None:
        self.name: str = main.fontName
        self._main = main
        self._supplement = supplement
        self._main_chars = frozenset(map(chr, main.face.charToGlyph))
        self.chars = self._main_chars | frozenset(map(chr, supplement.face.charToGlyph))
        widths: dict[int, int] = {**supplement.face.charWidths, **main.face.charWidths}
        self._widths = {chr(code): width for code, width in widths.items()}
        self._sum = lru_cache(maxsize=65536)(self._added)

    def width(self, text: str, size: float) -> float:
        """Width of drawable text in points; there is no kerning."""
        return self._sum(text) * size / 1000

    def _added(self, text: str) -> int:
        return sum(map(self._widths.__getitem__, text))

    def stretches(self, text: str) -> tuple[tuple[Any, str], ...]:
        """The text cut where the face changes, each stretch with its reportlab font."""
        if self._main_chars.issuperset(text):
            return ((self._main, text),)
        parts = groupby(text, key=self._main_chars.__contains__)
        return tuple((self._main if main else self._supplement, "".join(part)) for main, part in parts)


class Fonts(msgspec.Struct, frozen=True):
    """Both weights."""

    regular: Type
    bold: Type

    def weight(self, *, bold: bool) -> Type:
        """The face of a weight."""
        return self.bold if bold else self.regular

    def drawable(self, text: str) -> str:
        """The text with every character that has no glyph replaced by something visible."""
        if self.regular.chars.issuperset(text):
            return text
        return "".join(self.shown(char) for char in unicodedata.normalize("NFC", text))

    def shown(self, char: str) -> str:
        """What is drawn for a character: itself, an equal form, nothing for invisible marks, else 〓."""
        if char in self.regular.chars:
            return char
        plain = unicodedata.normalize("NFKC", char)
        if plain != char and self.regular.chars.issuperset(plain):
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
            if char not in self.regular.chars and not char.isspace() and not _invisible(char)
        }
        return tuple(sorted(found))


@lru_cache(maxsize=1)
def load_fonts() -> Fonts:
    """The bundled faces; parsing takes a tenth of a second each, so once a process."""
    from reportlab import rl_config
    from reportlab.pdfbase import pdfmetrics

    rl_config.useA85 = 0  # plain bytes in the streams: a fifth smaller
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
    from reportlab.pdfbase import pdfdoc
    from reportlab.pdfbase.ttfonts import TTFont

    written_name: Any = pdfdoc.PDFName  # pyright: ignore[reportUnknownVariableType] - reportlab has no types
    assigned: Any = attrgetter("assignments")

    class Written(pdfdoc.PDFObject):
        """A part of a PDF that is written already: reportlab formats numbers one by one, at length."""

        def __init__(self, data: bytes) -> None:
            self._data = data

        def format(self, document: Any) -> bytes:
            return self._data

    class SearchableFont(TTFont):
        """reportlab's font, with a text layer that is right beyond U+FFFF too, and quick to subset again."""

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            # every subset asks for whole tables, copies of 10 MB
            face: Any = self.face
            face.get_table = lru_cache(maxsize=None)(face.get_table)
            face.makeSubset = GlyphStore(face).subset

        def splitString(self, text: str, doc: Any, encoding: str = "utf-8") -> list[tuple[int, bytes]]:  # noqa: N802
            """The text as codes of the subsets, quickly where the first subset has all of it already."""
            try:
                codes: dict[int, int] = assigned(self.state[doc])
                return [(0, bytes(map(codes.__getitem__, map(ord, text))))]
            except (KeyError, ValueError):
                return super().splitString(text, doc, encoding)

        def addObjects(self, doc: Any) -> None:  # noqa: N802
            """Write the subsets; characters beyond U+FFFF become UTF-16 pairs in the ToUnicode maps."""
            super().addObjects(doc)
            for name, item in doc.idToObject.items():
                kind = str(name).partition(":")[0]
                if kind == "toUnicodeCMap":
                    item.content = re.sub(r"<([0-9A-F]{5,6})>", _utf16, item.content)
                elif kind == "fontFile" and item.filters:
                    item.content, item.filters = compress(item.content), None
                    item.dictionary["Filter"] = written_name("FlateDecode")
            for font in doc.idToObject["BasicFonts"].dict.values():
                if hasattr(font.Widths, "sequence"):
                    font.Widths = Written(f"[ {' '.join(map(str, font.Widths.sequence))} ]".encode())

    return SearchableFont


def _utf16(match: re.Match[str]) -> str:
    return f"<{chr(int(match[1], 16)).encode('utf-16-be').hex().upper()}>"


def _invisible(char: str) -> bool:
    """Joiners, variation selectors, direction marks and control characters print nothing anyway."""
    return unicodedata.category(char) in {"Cc", "Cf"} or "VARIATION SELECTOR" in unicodedata.name(char, "")
