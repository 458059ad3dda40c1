"""Fixtures that every test may use."""

import os

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from app.texts import Texts

settings.register_profile("untimed", deadline=None)  # a loaded machine fails no test
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def texts() -> Texts:
    """The catalogue in the default language."""
    return Texts()
