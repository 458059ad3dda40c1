"""Fixtures that every test may use."""

import os

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from app.texts import Texts


@pytest.fixture(scope="session")
def texts() -> Texts:
    """The catalogue in the default language."""
    return Texts()
