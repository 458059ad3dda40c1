"""PDFs that open with a password only: AES with 256 bits (ISO 32000-2, revision 6)."""

import secrets
from io import BytesIO

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
"""Without what is read for another: 0 o, 1 l i."""


def locked(data: bytes, password: str) -> bytes:
    """The PDF encrypted; whoever opens it may print and read it aloud, not change it."""
    import pikepdf

    out = BytesIO()
    may = pikepdf.Permissions(extract=True, modify_annotation=False, modify_form=False, modify_other=False)
    with pikepdf.open(BytesIO(data)) as pdf:
        owner = secrets.token_urlsafe(24)
        pdf.save(out, encryption=pikepdf.Encryption(user=password, owner=owner, R=6, allow=may))
    return out.getvalue()


def random_password() -> str:
    """Ten figures and letters, some 49 bits: years for a guesser, a moment to type."""
    return "".join(secrets.choice(ALPHABET) for _ in range(10))
