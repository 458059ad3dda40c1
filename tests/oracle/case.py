"""What one agent is scored and paid on in one month, and what a month knows of all of them."""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from tests.oracle.cells import Figure
from tests.oracle.exact import number
from tests.oracle.figures import AgentMonth, members_of
from tests.oracle.world import MEMBER, Plain, World, as_of, days_of, employed, terms_of

Line = tuple[str, int]  # kind (earning, deduction, info) and fen


@dataclass
class Case:
    """One agent's month: inputs first, results below."""

    agent: Plain
    number: str
    month: str
    terms: Plain
    span: tuple[date, date]
    seen: AgentMonth
    home: str
    scheme: Plain | None
    incidents: list[Plain]
    marks: list[Plain]
    attendance: Plain | None
    waived: set[str]
    adjustments: list[Fraction]
    members: set[str]  # of a company: its people employed in the month

    points: dict[str, Fraction | None] = field(default_factory=dict)
    score: Fraction | None = None
    blocks: list[tuple[str, str]] = field(default_factory=list)  # (code, id)
    lines: dict[str, Line] = field(default_factory=dict)
    net: dict[str, int] = field(default_factory=dict)  # gross, deductions, net (fen) of who is computed
    left_behind: Plain = field(default_factory=dict)  # what later months need when this one is sealed
    rules_done: set[str] = field(default_factory=set)  # rule kinds that gave a figure, for the coverage test

    @property
    def is_company(self) -> bool:
        """A payee that is a company."""
        return self.agent.get("kind") == "team"

    @property
    def is_member(self) -> bool:
        """外包成员: known, not paid."""
        return self.terms.get("position") == MEMBER

    @property
    def blocked(self) -> bool:
        """Whether the agent cannot be computed."""
        return bool(self.blocks)

    @property
    def days_employed(self) -> int:
        """Days employed in the month."""
        return (self.span[1] - self.span[0]).days + 1

    @property
    def part_month(self) -> bool:
        """Joined or left within the month."""
        return self.days_employed < days_of(self.month)

    def figure(self, metric: str) -> Figure | None:
        """A metric; ``incidents:KIND`` counts, ``attendance:COLUMN`` reads the attendance row."""
        if metric.startswith("incidents:"):
            return Figure(Fraction(sum(1 for row in self.incidents if row["kind"] == metric[10:])))
        if metric.startswith("attendance:"):
            value = self.column(metric[11:])
            return None if value is None else Figure(value)
        return self.seen.figures.get(metric)

    def column(self, name: str) -> Fraction | None:
        """One column of the attendance row; None without row or with an empty cell."""
        value = (self.attendance or {}).get(name)
        return None if value is None else number(value)

    def pay_items(self, kind: str) -> list[Plain]:
        """The scheme's pay items of one rule kind that are not waived."""
        items = self.scheme["pay"] if self.scheme else []
        return [item for item in items if item["rule"]["type"] == kind and item["code"] not in self.waived]

    def pay(self, kind: str, code: str, amount: int) -> None:
        """Put a line."""
        self.lines[code] = (kind, amount)


@dataclass
class Now:
    """A month under computation, with the sealed months before it."""

    world: World
    month: str
    cases: dict[str, Case]
    past: dict[str, dict[str, Case]]
    before: dict[str, AgentMonth]  # the figures of the month before, sealed or not, for levels

    def sealed(self, month: str) -> dict[str, Case] | None:
        """The cases of a sealed earlier month."""
        return self.past.get(month) if month < self.month else None

    def incidents(self, who: str, months: list[str]) -> list[Plain]:
        """The agent's incidents in these months, sealed or not; a company's are those of its present people too."""
        case = self.cases.get(who)
        numbers = {who} | (case.members if case else set())
        rows = [row for row in self.world["incidents"] if row["number"] in numbers and row["day"] < f"{self.month}-01"]
        this_month = case.incidents if case else []
        return [row for row in [*rows, *this_month] if row["day"][:7] in months]

    def shop_setting(self, case: Case, key: str, shop: str = "") -> str | None:
        """A setting of the agent's shop as of this month."""
        for entry in self.world["shops"]:
            if entry["name"] == (shop or case.home):
                return as_of(entry["settings"], self.month).get(key)
        return None


def home_shop(agent: Plain, seen: AgentMonth) -> str:
    """The shop that an agent is measured in: the one with the larger received_users, else the first (RULES 17)."""
    shops = list(dict.fromkeys([*agent["shops"], *seen.received_by_shop]))
    if not shops:
        return ""
    return max(shops, key=lambda shop: (seen.received_by_shop.get(shop, Fraction(-1)), -shops.index(shop)))


def scheme_for(world: World, month: str, terms: Plain, home: str) -> Plain | None:
    """RULES 34: by (team, position), then (shop, position), then position; the largest ``from`` ≤ month."""
    wanted = [("", terms.get("team") or "-"), (home, ""), ("", "")]
    for shop, team in wanted:
        found = [
            entry
            for entry in world["schemes"]
            if entry["position"] == terms.get("position")
            and (entry.get("shop") or "", entry.get("team") or "") == (shop, team)
            and entry["from"] <= month
        ]
        if found:
            return max(found, key=lambda entry: entry["from"])["scheme"]
    return None


def cases_of(world: World, month: str, figures: dict[str, AgentMonth]) -> dict[str, Case]:
    """Everybody of the month, 外包成员 and companies too."""
    agents = {agent["number"]: agent for agent in world["agents"]}
    return {who: case_of(world, month, agents[who], seen) for who, seen in figures.items()}


def case_of(world: World, month: str, agent: Plain, seen: AgentMonth) -> Case:
    """One agent's inputs; a company's incidents and attendance are those of its people too."""
    team = members_of(world["agents"], agent, month) if agent.get("kind") == "team" else []
    members = {one["number"] for one in team if employed(one, month)}

    def mine(name: str, numbers: set[str]) -> list[Plain]:
        return [row for row in world[name] if row["number"] in numbers and row["month"] == month]

    own = {agent["number"]}
    span = employed(agent, month)
    assert span
    terms, home = terms_of(agent, month), home_shop(agent, seen)
    incidents = [row for row in world["incidents"] if row["number"] in own | members and row["day"][:7] == month]
    return Case(
        agent=agent, number=agent["number"], month=month, terms=terms, span=span, seen=seen, home=home,
        scheme=scheme_for(world, month, terms, home), incidents=incidents, marks=mine("marks", own),
        attendance=attendance_of(mine("attendance", own), mine("attendance", members)),
        waived={row["code"] for row in mine("waivers", own)},
        adjustments=[number(row["amount"]) for row in mine("adjustments", own)], members=members,
    )  # fmt: skip


def attendance_of(own: list[Plain], of_members: list[Plain]) -> Plain | None:
    """The attendance row; a company's is its people's added up, with what was typed for it above."""
    total: dict[str, Fraction] = {}
    for entry in of_members:
        for column, value in entry["row"].items():
            total[column] = total.get(column, Fraction(0)) + number(value)
    row = total | (own[0]["row"] if own else {})
    return row or None
