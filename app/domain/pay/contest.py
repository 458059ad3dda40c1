"""小组 PK: teams ranked on a metric or their mean score, an amount (or a forfeit) for each place (RULES 23)."""

from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec

from app.domain.case import Case
from app.domain.metrics import unit_of
from app.domain.money import Fen, fen_text, to_fen, yuan
from app.domain.pay.context import Context
from app.domain.pay.lines import Lines, absent, earning, information
from app.domain.pay.pooled import Pooled
from app.domain.pay.shares import shared, without_sales
from app.domain.pay.team_figure import team_figure
from app.domain.pay.teams import NoShare, agreed, is_member, members
from app.domain.pots import places, prizes
from app.domain.scheme import SCORE, Contest, PayItem, better_of, given
from app.domain.staff import Staff
from app.domain.trace import Trace


class _Standing(msgspec.Struct, frozen=True):
    """The places of the teams that have data, what each wins, who shares a place.

    ``figures`` are the places with what the teams have reached, the best first; ``members`` that of each team with its
    people.
    """

    place: dict[str, int]
    won: dict[str, Fen]
    tied: frozenset[str]
    figures: dict[str, Trace]
    members: dict[str, Trace]

    def traces(self, team: str) -> tuple[Trace, ...]:
        """The table of the contest as one team sees it: its own people besides the figures of all."""
        return tuple(
            msgspec.structs.replace(figure, inputs=(self.members[name],)) if name == team else figure
            for name, figure in self.figures.items()
        )


def contest(item: PayItem, rule: Contest, at: Context) -> Lines:
    """5,000 and 500, two teams of four, equally: 1,250.00 each of the winners, 125.00 each of the others."""
    agent, staff = at.case.agent, at.staff
    teams = members(item.code, staff)
    if not is_member(at.case, item.code):
        return absent(item, "not_a_member") if agent.team else Lines()
    standing = staff.once(("contest", item.code), lambda: _standing(item.code, rule, teams, staff))
    if isinstance(standing, NoShare):
        return standing.lines(item)
    if agent.team not in standing.place:
        return NoShare("lacking", "no_data", {"metric": rule.metric}).lines(item)
    return _line(item, rule, at, standing, teams[agent.team])


def _standing(code: str, rule: Contest, teams: Mapping[str, Sequence[Case]], staff: Staff) -> _Standing | NoShare:
    everybody = [case for team in teams.values() for case in team]
    if not agreed(code, rule, everybody):
        return NoShare("waiting", "contest_line_differs")
    if len(teams) < 2:
        return NoShare("absent", "contest_alone")
    measured = {team: team_figure(rule.metric, teams[team], staff) for team in sorted(teams)}
    refused = [found for found in measured.values() if isinstance(found, NoShare)]
    if refused:  # what is not yet known comes before what is missing: it blocks, whatever ``missing`` says
        return next((found for found in refused if found.kind == "waiting"), refused[0])
    figures = {team: found for team, found in measured.items() if isinstance(found, Pooled)}
    values = {team: found.value for team, found in figures.items() if found.value is not None}
    if len(values) < 2:
        return NoShare("absent", "contest_alone")
    place = places(values, better_of(rule.better))
    won = prizes(place, [to_fen(amount.value) for amount in rule.amounts], shared=given(rule.ties, "share") == "share")
    unit = "points" if rule.metric == SCORE else unit_of(rule.metric)
    taken = Counter(place.values())
    return _Standing(
        place=place,
        won=won,
        tied=frozenset(team for team, at in place.items() if taken[at] > 1),
        figures={
            team: Trace("contest_place", values[team], unit, _params(team, place, won))
            for team in sorted(place, key=lambda team: (place[team], team))
        },
        members={team: found.trace for team, found in figures.items()},
    )


def _params(team: str, place: Mapping[str, int], won: Mapping[str, Fen]) -> dict[str, str]:
    return {"team": team, "place": str(place[team]), "amount": fen_text(won.get(team, 0))}


def _line(item: PayItem, rule: Contest, at: Context, standing: _Standing, team: Sequence[Case]) -> Lines:
    """The agent's part of what the team won; what is not money is named, alone as an info line."""
    agent, staff = at.case.agent, at.staff
    place, pot = standing.place[agent.team], standing.won.get(agent.team, 0)
    noncash = given(rule.noncash, ())[place - 1 : place]
    text = noncash[0] if noncash else None
    params = _params(agent.team, standing.place, standing.won)
    table = staff.once(("contest_table", item.code, agent.team), lambda: standing.traces(agent.team))
    if not pot:
        if text is None:
            return absent(item, "contest_nothing", team=agent.team, place=str(place))
        return Lines(lines=(information(item, "contest_noncash", {**params, "text": text}, table),))
    key = ("contest", item.code, agent.team)
    shares = staff.once(key, lambda: shared(pot, given(rule.share, "equal"), team, staff))
    if isinstance(shares, NoShare):
        return shares.lines(item)
    fen = shares.amounts.get(agent.number)
    if fen is None:
        return without_sales(item)
    ties = [Trace(f"contest_ties_{given(rule.ties, 'share')}", yuan(pot), "CNY", params)]
    inputs = (*table, *(ties if agent.team in standing.tied else []), shares.trace)
    name = "contest" if text is None else "contest_with"
    params |= {} if text is None else {"text": text}
    return Lines(lines=(earning(item, yuan(fen), name, params, inputs),))
