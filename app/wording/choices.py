"""What the owner wants on a printed payslip: how much of the reasons, which fields, logo and seal."""

from typing import Literal, TypeAlias

import msgspec

Depth: TypeAlias = Literal["none", "line", "full"]

DEPTHS: tuple[Depth, ...] = ("none", "line", "full")
"""Of the reasons on paper: amounts alone; a line each; formulas with numbered cells and what is long overleaf."""

FIELDS = (
    "position",
    "attended",
    "shops",
    "team",
    "uppercase",
    "near_miss",
    "score",
    "notes",
    "signature",
    "seal",
    "check",
    "scheme",
    "objection",
)
"""What may be left out. Who is paid for what, when and how much is always there (工资支付暂行规定 art. 6)."""


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """``hidden`` are names of FIELDS; ``logo`` and ``seal`` the bytes of PNG files, b"" for none.

    Without a picture the seal of a sealed month is cut from the business's name.
    """

    depth: Depth = "full"
    hidden: frozenset[str] = frozenset()
    logo: bytes = b""
    seal: bytes = b""

    def shows(self, field: str) -> bool:
        """Whether a field is printed."""
        return field not in self.hidden


WHOLE = Choice()
