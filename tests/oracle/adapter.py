"""The same book for the program: the only file of the oracle that knows app."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

import msgspec

from app.domain.clawback import clawbacks
from app.domain.history import PastIncident, PastMonth
from app.domain.inputs import (
    Adjustment,
    Incident,
    Mark,
    MonthInputs,
    Observation,
    Refund,
    SchemeInForce,
    Target,
    Waiver,
)
from app.domain.metrics import NET_SALES
from app.domain.month import PayMonth
from app.domain.observations import month_metrics
from app.domain.payline import PayRun, Payslip
from app.domain.payrun import compute
from app.domain.people import Account, Agent, Amount, PayFrom, Shop, Since, TaxOpening, TaxTerms
from app.domain.scheme import Scheme
from app.domain.schemefile import read_scheme
from app.domain.sealing import left_behind
from app.domain.source import Source
from tests.oracle import near_miss
from tests.oracle.catalogue import is_level
from tests.oracle.flags import COMPARED
from tests.oracle.world import Plain, World, as_of, day, employed, shifted, terms_of

SOURCE = Source(1, ("B2",))


class Program:
    """The program on one book: months in sequence, sealed months kept as the program itself keeps them."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.history: list[PastMonth] = []
        self.schemes: dict[str, Scheme] = {}

    def inputs(self, month: str) -> MonthInputs:
        """The inputs of one month."""
        this, before = self._plain(month), self._plain(shifted(month, -1))
        return msgspec.structs.replace(this, history=tuple(self.history), levels_before=levels(before))

    def run(self, month: str) -> tuple[MonthInputs, PayRun]:
        """Compute a month."""
        inputs = self.inputs(month)
        return inputs, compute(inputs)

    def seal(self, inputs: MonthInputs, run: PayRun) -> None:
        """Keep what the month leaves to later ones."""
        self.history.append(left_behind(inputs, run))

    def corrections(self, month: str) -> list[tuple[str, dict[str, int]]]:
        """Of each later refund of the month just sealed whose it is, and what the lines are corrected by, in fen."""
        off: dict[str, Fraction] = {}
        taken: dict[str, dict[str, int]] = {}
        found = []
        for row in self.world["refunds"]:
            past = self.history[-1].agents.get(row["number"]) if row["month"] == month else None
            if past is None:
                continue
            net = past.figures.get(NET_SALES)
            off[past.number] = off.get(past.number, Fraction(0)) + Fraction(row["off"])
            now = (net.value if net is not None and net.value is not None else Fraction(0)) - off[past.number]
            before = taken.setdefault(past.number, {})
            changes = {one.line: one.amount for one in clawbacks(past, now, before)}
            for line, change in changes.items():
                before[line] = before.get(line, 0) + change
            found.append((past.number, changes))
        return found

    def _plain(self, month: str) -> MonthInputs:
        world, first = self.world, f"{month}-01"
        of_month = {name: [row for row in world[name] if row["month"] == month] for name in ("marks", "attendance", "adjustments", "waivers")}  # fmt: skip
        incidents = [row for row in world["incidents"] if row["day"][:7] == month]
        return MonthInputs(
            month=PayMonth.parse(month),
            pay_date=date.fromisoformat(world["pay_dates"][month]) if month in world["pay_dates"] else date(2026, 1, 15),
            business="账套",
            shops=tuple(Shop(name=shop["name"], settings=as_of(shop["settings"], month)) for shop in world["shops"]),
            agents=tuple(agent(row, month) for row in world["agents"]),
            observations=tuple(observation(row) for row in world["observations"] if row["first"][:7] == month),
            incidents=tuple(incident(row) for row in incidents),
            marks=(*(mark(row) for row in of_month["marks"]), *attendance(of_month["attendance"])),
            adjustments=tuple(adjustment(row) for row in of_month["adjustments"]),
            waivers=tuple(Waiver(number=row["number"], code=row["code"], reason="免") for row in of_month["waivers"]),
            targets=targets(world, month),
            schemes=self._schemes(month),
            families=tuple(world["families"]),
            earlier_incidents=tuple(PastIncident(row["number"], row["kind"], date.fromisoformat(row["day"])) for row in world["incidents"] if row["day"] < first),
        )  # fmt: skip

    def _schemes(self, month: str) -> tuple[SchemeInForce, ...]:
        latest: dict[tuple[str, str, str], Plain] = {}
        for entry in sorted(self.world["schemes"], key=lambda entry: entry["from"]):
            if entry["from"] <= month:
                latest[entry["position"], entry["shop"], entry["team"]] = entry
        return tuple(
            SchemeInForce(scheme=self._scheme(entry["scheme"]), version=1, position=position, shop=shop, team=team)
            for (position, shop, team), entry in latest.items()
        )

    def _scheme(self, plain: Plain) -> Scheme:
        if plain["name"] not in self.schemes:
            found, problems = read_scheme(json.dumps(plain, ensure_ascii=False).encode())
            assert found is not None, [(problem.code, problem.params) for problem in problems]
            self.schemes[plain["name"]] = found
        return self.schemes[plain["name"]]


def agent(row: Plain, month: str) -> Agent:
    """An agent as of a month."""
    terms = terms_of(row, month)
    tax = terms.get("tax") or {}
    opening = tax.get("opening")
    return Agent(
        number=row["number"], name=row["name"], kind=row.get("kind", "person"), shops=tuple(row["shops"]),
        **{key: terms.get(key) or "" for key in ("position", "grade", "team", "shift")},
        accounts=tuple(Account(shop=one["shop"], name=one["name"], first=day(one["first"]), last=day(one["last"])) for one in row["accounts"]),
        hired=day(row["hired"]), left=day(row["left"]), regular_from=day(terms.get("regular_from")),
        base=amount(terms.get("base")), performance=amount(terms.get("performance")),
        insurance={box: Amount(value=Fraction(value)) for box, value in (terms.get("insurance") or {}).items()},
        tax=TaxTerms(
            mode=tax.get("mode", "ordinary"), additional=Fraction(tax.get("additional", "0")), other=Fraction(tax.get("other", "0")),
            opening=tax_opening(opening) if opening else None,
        ),
        advance=since(terms.get("advance")), loss_carried=since(terms.get("loss_carried")),
        instalment=Fraction(terms["instalment"]) if terms.get("instalment") else None,
        pay_changes={key: found for key in ("base", "performance") if (found := pay_changes(row, month, key))},
    )  # fmt: skip


def pay_changes(row: Plain, month: str, key: str) -> tuple[PayFrom, ...]:
    """The amounts by the days from which they hold, of who has more than one in the days employed."""
    span = employed(row, month)
    days = [span[0] + timedelta(days=n) for n in range((span[1] - span[0]).days + 1)] if span else []
    found: list[PayFrom] = []
    for on in days:
        now = amount(as_of(row["terms"], str(on)).get(key))
        if not found or found[-1].amount != now:
            found.append(PayFrom(first=on, amount=now))
    return tuple(found) if len(found) > 1 else ()


def tax_opening(row: Plain) -> TaxOpening:
    """The year's sums before the book."""
    sums = {key: Fraction(row[key]) for key in ("income", "special", "additional", "other", "withheld")}
    return TaxOpening(month=PayMonth.parse(row["month"]), **sums)


def amount(text: str | None) -> Amount | None:
    """A typed figure."""
    return None if text is None else Amount(value=Fraction(text))


def since(row: Plain | None) -> Since | None:
    """A sum as of the beginning of a month."""
    return None if row is None else Since(value=Fraction(row["value"]), month=PayMonth.parse(row["month"]))


def maybe(text: str | None) -> Fraction | None:
    """A number that may not be given."""
    return None if text is None else Fraction(text)


def observation(row: Plain) -> Observation:
    """One cell."""
    return Observation(
        shop=row["shop"], account=row["account"], metric=row["metric"], family=row["family"],
        first=date.fromisoformat(row["first"]), last=date.fromisoformat(row["last"]), value=maybe(row["value"]),
        source=SOURCE, weight=maybe(row.get("weight")), weight_metric=row.get("weight_metric", ""),
    )  # fmt: skip


def incident(row: Plain) -> Incident:
    """One event."""
    points, money = maybe(row.get("points")), maybe(row.get("money"))
    return Incident(
        number=row["number"], day=date.fromisoformat(row["day"]), kind=row["kind"], points=points, money=money
    )


def adjustment(row: Plain) -> Adjustment:
    """A typed line, or what a refund after its month takes back."""
    found = Adjustment(number=row["number"], amount=Fraction(row["amount"]), reason="改")
    if "for" not in row:
        return found
    refund = Refund(line=row["line"], net=Fraction(0))
    return msgspec.structs.replace(found, for_month=PayMonth.parse(row["for"]), refund=refund)


def mark(row: Plain) -> Mark:
    """One typed figure."""
    return Mark(number=row["number"], item=row["item"], value=Fraction(row["value"]), day=day(row.get("day")))


def attendance(rows: list[Plain]) -> Iterator[Mark]:
    """The attendance sheet's cells."""
    for row in rows:
        for column, value in row["row"].items():
            yield Mark(number=row["number"], item=f"attendance:{column}", value=Fraction(value))


def targets(world: World, month: str) -> tuple[Target, ...]:
    """The book's targets in force."""
    latest: dict[tuple[str, str, str], Plain] = {}
    for row in sorted(world["targets"], key=lambda row: row["from"]):
        if row["from"] <= month:
            latest[row["metric"], row["level"], row["key"]] = row
    return tuple(
        Target(metric=metric, level=level, key=key, value=Fraction(row["value"]))
        for (metric, level, key), row in latest.items()
    )


def levels(before: MonthInputs) -> dict[str, dict[str, Fraction]]:
    """The last levels of the month before."""
    found: dict[str, dict[str, Fraction]] = {}
    for one in month_metrics(before).agents:
        for metric in filter(is_level, one.metrics):
            value = one.metrics[metric].value
            if value is not None:
                found.setdefault(one.agent.number, {})[metric] = value
    return found


def result(slip: Payslip) -> Plain:
    """A payslip as the comparison sees it: no zero lines, no lines that count nowhere."""
    found: Plain = {
        "state": slip.state,
        "points": {},
        "lines": {},
        "pending": {(one.code, one.id) for one in slip.pending},
    }
    compared = COMPARED if slip.kind == "person" else COMPARED - {"overload"}
    found["flags"] = {flag.code for flag in slip.flags} & compared if slip.state == "computed" else set()
    found["near"] = {
        one.metric: (one.threshold, int(one.needed), {gain.code: gain.amount for gain in one.gains})
        for one in slip.near_miss
        if one.metric in near_miss.COMPARED and one.better == "more"
    }
    if slip.state == "computed":
        found |= {"score": slip.score, "gross": slip.gross, "deductions": slip.deductions, "net": slip.net}
        found["points"] = {item.id: item.points for item in slip.items}
        found["lines"] = {
            line.code: (line.kind, line.amount) for line in slip.lines if line.amount and line.kind != "info"
        }
    return found
