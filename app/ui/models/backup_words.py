"""What is in a backup, in words: each month with its state, people and what it pays."""

from typing import TYPE_CHECKING

from app.texts import Texts
from app.wording.numbers import fen_money, month_text

if TYPE_CHECKING:
    from app.services.restore import BackupFacts

_MOST = 6


def content_words(facts: "BackupFacts", texts: Texts) -> str:
    """People, and the newest six months, a line each."""
    lines = [texts("ui_backup.holds", business=facts.business, people=facts.people, months=len(facts.months))]
    for one in facts.months[: -_MOST - 1 : -1]:
        month, state, net = month_text(one.month, texts), texts(f"ui.state_{one.state}"), fen_money(one.net)
        lines.append(texts("ui_backup.month", month=month, state=state, people=one.people, net=net))
    return "\n".join(lines)
