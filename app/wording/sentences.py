"""The sentence of a code with its parameters, from the first area of the catalogue that knows it."""

from collections.abc import Mapping

from app.texts import Texts
from app.wording.numbers import show


def sentence(areas: tuple[str, ...], code: str, params: Mapping[str, str], texts: Texts) -> str:
    """The text of ``AREA.code``, its parameters in their styles; code and parameters where no area knows it."""
    for area in areas:
        key = f"{area}.{code}"
        if key in texts:
            return texts.filled(key, params, lambda text, style: show(text, style, texts))
    return " ".join((code, *(f"{name}={text}" for name, text in sorted(params.items()))))
