"""PDFs that open with a password only: AES with 256 bits (ISO 32000-2, revision 6)."""

import secrets
from io import BytesIO

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
"""Without what is read for another: 0 o, 1 l i."""


def locked(data: bytes, password: str) -> bytes:
    """The PDF encrypted; whoever opens it may read, print and copy, not change it."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.constants import UserAccessPermissions as May

    may = May.PRINT | May.PRINT_TO_REPRESENTATION | May.EXTRACT | May.EXTRACT_TEXT_AND_GRAPHICS
    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    writer.encrypt(password, secrets.token_urlsafe(24), permissions_flag=may, algorithm="AES-256")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def random_password() -> str:
    """Ten figures and letters, some 49 bits: years for a guesser, a moment to type."""
    return "".join(secrets.choice(ALPHABET) for _ in range(10))
