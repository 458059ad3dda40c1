"""Empty sheets to fill in."""

from pathlib import Path

from app.texts import Texts

FORMS = ("roster", "incidents", "marks", "attendance")


def write_form(kind: str, file: Path, texts: Texts) -> Path:
    """Write an empty form of one of ``FORMS``; the path written (.xlsx)."""
    raise NotImplementedError
