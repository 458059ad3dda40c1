"""The schemes of a book by whom they are for: places in order, versions, which one is in force in a month."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from app.domain.month import PayMonth
from app.domain.people import COMPANY_MEMBER, Agent
from app.services.schemes import StoredScheme
from app.ui.i18n import Words

SchemePlace: TypeAlias = tuple[str, str, str]
"""Position, shop and team; shop and team "" mean everywhere."""


@dataclass(frozen=True)
class SchemeBook:
    """What the page loads: every version, and the people of the month."""

    stored: tuple[StoredScheme, ...] = ()
    agents: tuple[Agent, ...] = ()

    @property
    def positions(self) -> tuple[str, ...]:
        """Every position that somebody has or a scheme is for, those with the most people first."""
        people = Counter(agent.position for agent in self.agents)
        found = set(people) | {scheme.position for scheme in self.stored}
        return tuple(sorted(found - {""}, key=lambda one: (-people[one], one)))

    @property
    def teams(self) -> tuple[str, ...]:
        """Every team that somebody is in."""
        return tuple(sorted({agent.team for agent in self.agents if agent.team}))

    @property
    def lacking(self) -> str:
        """The first position that somebody has and no scheme is for, "" if there is none."""
        served = {scheme.position for scheme in self.stored}
        people = {agent.position for agent in self.agents if agent.position != COMPANY_MEMBER}
        return next((one for one in self.positions if one in people - served), "")

    def places(self) -> list[SchemePlace]:
        """Whom schemes are for, positions with the most people first."""
        people = Counter(agent.position for agent in self.agents)
        found = {(each.position, each.shop, each.team) for each in self.stored}
        return sorted(found, key=lambda place: (-people[place[0]], place))

    def versions(self, place: SchemePlace | None) -> list[StoredScheme]:
        """The versions for a place, the newest first."""
        found = [each for each in self.stored if (each.position, each.shop, each.team) == place]
        return sorted(found, key=lambda each: each.from_month, reverse=True)


def in_force(versions: Iterable[StoredScheme], month: PayMonth) -> StoredScheme | None:
    """The version of a month among those of one place, the newest first."""
    return next((each for each in versions if each.from_month <= month), None)


def place_words(place: SchemePlace, words: Words) -> str:
    """``售前``, ``售前（旗舰店）`` or ``售前（云朵组）``."""
    position, shop, team = place
    if team:
        return words("ui_schemes.place_team", position=position, team=team)
    return words("ui_schemes.place_shop", position=position, shop=shop) if shop else position
