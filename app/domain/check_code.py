"""校验码: a short code of the figures of a payslip, by which paper is compared with the book."""

import json
from hashlib import sha256

from app.domain.month import PayMonth
from app.domain.payline import PayRun, Payslip

LENGTH = 8


def check_code(payslip: Payslip, run: PayRun) -> str:
    """Eight figures 0–9 and A–F of who is paid what for which month on which day: ``"3F9A21C7"``.

    The first bytes of SHA-256 over month, pay date, 工号, name, score, each line's code, kind and fen, and the sums.
    It says whether paper and book tell the same, not who made the paper.
    """
    score = None if payslip.score is None else f"{payslip.score.numerator}/{payslip.score.denominator}"
    lines = [[line.code, line.kind, line.amount] for line in payslip.lines]
    sums = [payslip.gross, payslip.deductions, payslip.net]
    told = [str(run.month), run.pay_date.isoformat(), payslip.number, payslip.name, score, lines, sums]
    text = json.dumps(told, ensure_ascii=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()[:LENGTH].upper()


def spaced(code: str) -> str:
    """As it is printed: ``3F9A 21C7``."""
    return f"{code[:4]} {code[4:]}"


def typed(text: str) -> str:
    """A code as somebody typed it or scanned it (``3f9a-21c7``, the whole text of the QR code); "" if it is none."""
    words = "".join(char if char.isalnum() else " " for char in text.upper()).split()
    tail = "".join(words)[-LENGTH:]
    return tail if len(tail) == LENGTH and set(tail) <= set("0123456789ABCDEF") else ""


def scanned(code: str, month: PayMonth) -> str:
    """What the QR code says: ``JX 2026-10 3F9A21C7``."""
    return f"JX {month} {code}"
