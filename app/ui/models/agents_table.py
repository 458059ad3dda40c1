"""The columns of the agents table and the words of their cells."""

from collections.abc import Callable
from datetime import date
from typing import TypeAlias

from app.domain.month import PayMonth
from app.domain.people import Agent, Amount
from app.ui.i18n import Words
from app.ui.models.rows import Column
from app.wording.numbers import day_text, money

Text: TypeAlias = Callable[[Agent], str]
Figure: TypeAlias = Callable[[Agent], Amount | None]


def agent_columns(words: Words, month: PayMonth) -> tuple[Column[Agent], ...]:
    """Columns of agents as of a month; text in the language in use."""
    return (
        _column(words, "number", lambda agent: agent.number, tinted=True, month=month),
        _column(words, "name", lambda agent: agent.name, month=month, bold=True, elide=True),
        _column(words, "position", lambda agent: agent.position, month=month),
        _column(words, "grade", lambda agent: agent.grade, month=month, drop=3),
        _column(words, "team", lambda agent: agent.team, month=month, drop=4),
        _column(words, "shops", lambda agent: shops_text(agent, words), month=month, drop=5, elide=True),
        _column(
            words, "accounts", lambda agent: accounts_text(agent, words), tinted=True, month=month, drop=6, elide=True
        ),
        Column(
            id="hired",
            head=words("ui.col_hired"),
            text=lambda agent: agent.hired.isoformat() if agent.hired else "–",
            value=lambda agent: agent.hired,
            tint=lambda agent: _tint(agent, month),
            right=True,
            drop=7,
        ),
        _money(words, "base", lambda agent: agent.base, month, 1),
        _money(words, "performance", lambda agent: agent.performance, month, 2),
        Column(
            id="status",
            head=words("ui.col_status"),
            text=lambda agent: status_text(agent, month, words),
            tint=lambda agent: _tint(agent, month),
            icon=lambda agent: _status_icon(agent, month),
        ),
    )


def _column(
    words: Words,
    key: str,
    text: Text,
    *,
    month: PayMonth,
    tinted: bool = False,
    bold: bool = False,
    elide: bool = False,
    drop: int = 0,
) -> Column[Agent]:
    usual = "text2" if tinted else ""
    return Column(
        id=key,
        head=words(f"ui.col_{key}"),
        text=lambda agent: text(agent) or "–",
        value=text,
        tint=lambda agent: _tint(agent, month) or usual,
        tip=text if elide else None,
        bold=bold,
        elide=elide,
        drop=drop,
    )


def _money(words: Words, key: str, amount: Figure, month: PayMonth, drop: int) -> Column[Agent]:
    def text(agent: Agent) -> str:
        figure = amount(agent)
        return "–" if figure is None else money(figure.value)

    def value(agent: Agent) -> object:
        figure = amount(agent)
        return None if figure is None else figure.value

    return Column(
        id=key,
        head=words(f"ui.col_{key}"),
        text=text,
        value=value,
        copy=lambda agent: text(agent).replace(",", "").replace("–", ""),
        tint=lambda agent: _tint(agent, month),
        right=True,
        drop=drop,
    )


def employed(agent: Agent, month: PayMonth) -> bool:
    """Whether the agent is employed on any day of the month."""
    return agent.days_employed(month) is not None


def gone(agent: Agent, month: PayMonth) -> bool:
    """Whether the agent left before the month."""
    return agent.left is not None and agent.left < month.first


def _tint(agent: Agent, month: PayMonth) -> str:
    return "text3" if gone(agent, month) else ""


def _status_icon(agent: Agent, month: PayMonth) -> tuple[str, str]:
    if gone(agent, month):
        return "user-x", "text3"
    return ("circle-check", "ok") if employed(agent, month) else ("circle", "text2")


def status_text(agent: Agent, month: PayMonth, words: Words) -> str:
    """在职, 10 月 12 日 入职, 9 月 30 日 离职."""
    if agent.left is not None and agent.left <= month.last:
        key = "status_left" if gone(agent, month) else "status_leaves"
        return words(f"ui.{key}", day=_day(agent.left, month, words))
    if agent.hired is not None and agent.hired >= month.first:
        return words("ui.status_not_yet", day=_day(agent.hired, month, words))
    return words("ui.status_here")


def _day(day: date, month: PayMonth, words: Words) -> str:
    return day_text(day, words.texts) if day.year == month.year else day.isoformat()


def accounts_text(agent: Agent, words: Words) -> str:
    """小美 等 2 个."""
    if len(agent.accounts) < 2:
        return agent.accounts[0].name if agent.accounts else ""
    return words("ui.accounts_more", name=agent.accounts[0].name, count=len(agent.accounts))


def shops_text(agent: Agent, words: Words) -> str:
    """The shop, or how many there are."""
    if len(agent.shops) > 1:
        return words("ui.shops_more", count=len(agent.shops))
    return agent.shops[0] if agent.shops else ""


def matches(agent: Agent, text: str) -> bool:
    """Whether name, number or an account contains the text, whatever the case."""
    wanted = text.strip().casefold()
    own = (agent.name, agent.number, *(account.full for account in agent.accounts))
    return any(wanted in word.casefold() for word in own)
