"""Fixtures that every test may use."""

import os
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from app.texts import LANGUAGES, Texts

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def texts() -> Texts:
    """The catalogue in the default language."""
    return Texts()


@pytest.fixture(scope="session")
def every_texts() -> tuple[Texts, ...]:
    """The catalogue in each language."""
    return tuple(Texts(language) for language in LANGUAGES)
