"""The register as CSV: UTF-8 with BOM, so that Excel reads Chinese, and nothing in it that a sheet would run."""

import csv
import re
from io import StringIO

from app.domain.money import Fen, decimal_text, fen_text
from app.wording.register import RegisterFacts

_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠\x00\t\r]")
_LONG = re.compile(r"\d{12,}\Z")
"""Numbers so long that Excel would spoil them."""


def render_csv(facts: RegisterFacts) -> bytes:
    """Heads and a row per agent; amounts as plain decimals, texts that look like formulas after a ``'``."""
    out = StringIO()
    writer = csv.writer(out)
    heads = (
        *facts.text_heads,
        facts.score_head,
        *facts.earning_heads,
        facts.gross_head,
        *facts.deduction_heads,
        facts.deducted_head,
        facts.net_head,
    )
    writer.writerow(plain_text(head) for head in heads)
    for row in facts.rows:
        score = "" if row.score is None else decimal_text(row.score, 2)
        earned, taken = map(_amounts, (row.earnings, row.deductions))
        sums = map(fen_text, (row.gross, row.deducted, row.net))
        gross, deducted, net = sums
        writer.writerow([*map(plain_text, row.texts), score, *earned, gross, *taken, deducted, net])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def plain_text(text: str) -> str:
    """A text that no spreadsheet computes: ``=1+1`` → ``'=1+1``."""
    text = text.replace("\x00", "")
    return f"'{text}" if is_formula(text) or _LONG.match(text) else text


def is_formula(text: str) -> bool:
    """Whether a spreadsheet that opens a CSV would compute the text (OWASP)."""
    return _FORMULA.match(text) is not None


def _amounts(amounts: tuple[Fen | None, ...]) -> list[str]:
    return ["" if fen is None else fen_text(fen) for fen in amounts]
