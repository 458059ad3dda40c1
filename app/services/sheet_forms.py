"""Empty sheets to fill in."""

from pathlib import Path

from app.domain.problem import JixinError, error
from app.texts import Texts

FORMS = ("roster", "incidents", "marks", "attendance")


def write_form(kind: str, file: Path, texts: Texts) -> Path:
    """Write an empty form of one of ``FORMS``; the path written (.xlsx)."""
    from app.documents.output import write_file
    from app.documents.sheet_forms import render_form

    if kind not in FORMS:
        raise JixinError(error("form_unknown", kind=kind, known=", ".join(FORMS)))
    return write_file(file, render_form(kind, texts))
