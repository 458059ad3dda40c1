"""团队奖: an amount that the members of a team share if the team reaches its target (RULES 23)."""

from collections.abc import Sequence

import msgspec
from msgspec import UnsetType

from app.domain.case import Case
from app.domain.metrics import unit_of
from app.domain.money import short_text, to_fen, yuan
from app.domain.pay.context import Context
from app.domain.pay.lines import Lines, absent, earning
from app.domain.pay.shares import Shares, shared, without_sales
from app.domain.pay.team_figure import team_figure
from app.domain.pay.teams import NoShare, agreed, is_member, members
from app.domain.scheme import Exact, PayItem, TeamGoal, better_of, given
from app.domain.staff import Staff
from app.domain.trace import Trace, quantity


class _Won(msgspec.Struct, frozen=True):
    """The shares of a team that reached its target, and what it had reached."""

    shares: Shares
    reached: Trace


def team_goal(item: PayItem, rule: TeamGoal, at: Context) -> Lines:
    """1,000 for a team of four that reaches 40 %, equally: 250.00 each. The amount is the team's."""
    agent, staff = at.case.agent, at.staff
    if not is_member(at.case, item.code):
        return absent(item, "not_a_member") if agent.team else Lines()
    team = members(item.code, staff)[agent.team]
    won = staff.once(("team_goal", item.code, agent.team), lambda: _won(item.code, rule, team, staff))
    if isinstance(won, NoShare):
        return won.lines(item)
    fen = won.shares.amounts.get(agent.number)
    if fen is None:
        return without_sales(item)
    params = {"team": agent.team, "amount": rule.amount.text}
    return Lines(lines=(earning(item, yuan(fen), "team_goal", params, (won.reached, won.shares.trace)),))


def _won(code: str, rule: TeamGoal, team: Sequence[Case], staff: Staff) -> _Won | NoShare:
    name = team[0].agent.team
    if not agreed(code, rule, team):
        return NoShare("waiting", "team_line_differs", {"team": name})
    target = target_of(rule, name)
    if target is None:
        return NoShare("lacking", "no_target", {"metric": rule.metric})
    found = team_figure(rule.metric, team, staff)
    if isinstance(found, NoShare):
        return found
    if found.value is None:
        return NoShare("lacking", "no_data", {"metric": rule.metric})
    less = better_of(rule.better) == "less"
    params = {"metric": rule.metric, "target": quantity(target.text, unit_of(rule.metric))}
    if found.value > target.value if less else found.value < target.value:
        value = quantity(short_text(found.value), unit_of(rule.metric))
        return NoShare("absent", "goal_missed", {**params, "team": name, "value": value})
    reached = Trace("goal_reached_less" if less else "goal_reached", found.value, unit_of(rule.metric), params,
                    (found.trace,))  # fmt: skip
    shares = shared(to_fen(rule.amount.value), given(rule.share, "equal"), team, staff)
    return shares if isinstance(shares, NoShare) else _Won(shares, reached)


def target_of(rule: TeamGoal, team: str) -> Exact | None:
    """The team's own target, else the one for every team."""
    own = given(rule.targets, {}).get(team)
    return own or (None if isinstance(rule.target, UnsetType) else rule.target)
