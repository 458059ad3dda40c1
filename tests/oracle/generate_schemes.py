"""Random schemes by SCHEME.md: every rule, with thresholds where the figures are."""

from fractions import Fraction
from random import Random

from tests.oracle.edges import EDGES, LESS, decimal, parts_of, text
from tests.oracle.generate_pay import pay_items
from tests.oracle.world import Plain

KINDS = ["投诉", "迟到", "早退", "表扬", "大单", "替班", "赔偿"]
KEYS = ["shop", "position", "shift", "team"]
USUAL = [name for name in EDGES if not name.startswith(("incidents:", "attendance:"))]
NO_DATA = ["block", "zero", "full", "reweight", "reweight", "reweight"]


def better_of(rng: Random, metric: str) -> str:
    """Mostly the sensible way round."""
    less = (metric in LESS) != (rng.random() < 0.05)
    return "less" if less else "more"


def scheme(rng: Random, name: str, shared: list[Plain], grades: list[str], shops: list[str]) -> Plain:
    """One scheme."""
    found: Plain = {"format": "jixin-scheme/1", "name": name, "items": [], "pay": []}
    maker = Items(rng, grades, shops, f"i{name[2:]}-", tame=rng.random() < 0.65)
    if rng.random() < 0.95:
        found["items"] = maker.items(Fraction(100), rng.randint(1, 7), depth=0)
    if found["items"] and rng.random() < 0.6:
        found["bonuses"] = [maker.bonus() for _ in range(rng.choice([1, 1, 2]))]
    if rng.random() < 0.2:
        found["score_cap"] = rng.choice(["90", "100", "110", None])
    found["grades"] = {grade: grade_of(rng, found) for grade in grades if rng.random() < 0.8}
    found["pay"] = pay_items(rng, found, shared, tame=maker.tame)
    order = ["format", "name", "items", "bonuses", "score_cap", "pay", "grades"]
    return {key: found[key] for key in order if key in found}


def grade_of(rng: Random, found: Plain) -> Plain:
    """What a grade pays and asks."""
    grade: Plain = {}
    if rng.random() < 0.7:
        grade["base"] = rng.choice(["2600", "3000.01", "1777.77"])
    if rng.random() < 0.7:
        grade["performance"] = rng.choice(["800", "1000.05", "333.33"])
    if rng.random() < 0.6:
        marks = [item["id"] for item in found["items"] if item["rule"]["type"] == "manual"]
        asked: list[Plain] = [
            {"mean_score": rng.choice(["60", "85"]), "months": rng.choice([1, 1, 2, 3])},
            {"months_employed": rng.choice([1, 3, 6])},
            {"metric": "inquiry_conversion", "better": "more", "at": rng.choice(EDGES["inquiry_conversion"])},
            {"metric": "refund_rate", "better": "less", "at": rng.choice(EDGES["refund_rate"])},
            {"no_incidents": rng.sample(KINDS, 2), "months": rng.choice([1, 2, 3])},
            *({"mark": mark, "at": "10"} for mark in marks[:1]),
        ]
        grade["stay"] = rng.sample(asked, rng.randint(1, 2))
    if rng.random() < 0.6:
        grade["penalty_factor"] = rng.choice(["0.8", "0.5", "0", "1"])
    return grade


class Items:
    """Makes score items with ids and names that are unique in the scheme."""

    def __init__(self, rng: Random, grades: list[str], shops: list[str], prefix: str, *, tame: bool) -> None:
        self.rng, self.grades, self.shops, self.count = rng, grades, shops, 0
        self.prefix = prefix  # marks of one scheme are no marks of another
        self.tame = tame  # a scheme that seldom blocks

    def named(self) -> Plain:
        """The next id and name."""
        self.count += 1
        return {"id": f"{self.prefix}{self.count}", "name": f"考核{self.count}"}

    def items(self, full: Fraction, count: int, depth: int) -> list[Plain]:
        """Items whose full marks add up to ``full``."""
        return [self.item(part, depth) for part in parts_of(self.rng, full, count)]

    def item(self, full: str, depth: int) -> Plain:
        """One item."""
        rng = self.rng
        kinds = [
            "bands",
            "linear",
            "attainment",
            "attainment",
            "peers",
            "peers",
            "trend",
            "manual",
            "deductions",
            "composite",
        ]
        kind = rng.choice(kinds[: 10 if depth < 2 else 9])
        found = self.named() | {"full": full}
        if kind == "composite":
            rule: Plain = {"type": kind, "items": self.items(Fraction(full), rng.randint(1, 4), depth + 1)}
            if rng.random() < 0.5:
                rule["kinds"] = self.kinds()
            return found | {"rule": rule}
        if kind not in ("manual", "deductions"):
            found["metric"] = "service_rating" if kind == "trend" else self.metric()
        cap = rng.choice(["1", "1", "1.2", "1.25"]) if kind in ("bands", "linear", "attainment", "peers") else "1"
        top = Fraction(full) * Fraction(cap)
        found["rule"] = {"type": kind} | getattr(self, kind)(found, full, top)
        if cap != "1":
            found["cap"] = cap
        if self.tame or rng.random() < 0.85:
            found["no_data"] = rng.choice(NO_DATA[1:] if self.tame else NO_DATA)
        if rng.random() < 0.5:
            found["incomplete"] = rng.choice(["block", "use"])
        return found

    def metric(self) -> str:
        """Mostly those that people are scored by."""
        if self.rng.random() < 0.08:
            return self.rng.choice(["incidents:投诉", "attendance:事假天数"])
        return self.rng.choice(["inquiry_conversion", *USUAL])

    def kinds(self) -> Plain:
        """Points for each incident, or the sheet's own."""
        chosen = self.rng.sample(KINDS, self.rng.randint(1, 3))
        return {kind: self.rng.choice(["1", "3", "0.25", None]) for kind in chosen}

    def ladder(self, thresholds: list[str], top: Fraction, better: str) -> Plain:
        """Bands with rising points, sometimes not sorted, sometimes with ``otherwise``."""
        rng = self.rng
        chosen = sorted(set(rng.sample(thresholds, rng.randint(1, len(thresholds)))), key=Fraction)
        points = sorted((Fraction(decimal(rng, text(top))) for _ in chosen), reverse=better == "less")
        if rng.random() < 0.5:
            points[0 if better == "less" else -1] = top
        bands = [[at, text(point)] for at, point in zip(chosen, points, strict=True)]
        if rng.random() < 0.5:
            rng.shuffle(bands)
        found: Plain = {"bands": bands}
        if rng.random() < 0.4:
            found["otherwise"] = text(min(points))
        return found

    def bands(self, item: Plain, full: str, top: Fraction) -> Plain:
        """On the value itself."""
        better = better_of(self.rng, item["metric"])
        return {"better": better} | self.ladder(EDGES[item["metric"]], top, better)

    def linear(self, item: Plain, full: str, top: Fraction) -> Plain:
        """Two or more drawn points."""
        values = self.rng.sample(EDGES[item["metric"]], self.rng.randint(2, len(EDGES[item["metric"]])))
        return {"points": [[value, decimal(self.rng, text(top))] for value in values]}

    def attainment(self, item: Plain, full: str, top: Fraction) -> Plain:
        """With targets of every level."""
        rng, edges = self.rng, EDGES[item["metric"]]
        target: Plain = {}
        quarters = ["2026Q3", "2026Q4", "2027Q1", "Q3", "Q4", "Q1"]
        levels = {
            "by_shop": self.shops,
            "by_quarter": quarters,
            "by_grade": self.grades,
            "by_grade_quarter": [f"{grade}/{key}" for grade in self.grades for key in quarters],
        }
        if rng.random() < 0.8:
            target["value"] = rng.choice(edges)
        for level, keys in levels.items():
            if rng.random() < 0.25:
                chosen = rng.sample(keys, rng.randint(1, len(keys)))
                target[level] = {key: rng.choice([*edges, *edges, "0"]) for key in chosen}
        if rng.random() < 0.3:
            target["grade_factor"] = {grade: rng.choice(["1.1", "0.9"]) for grade in self.grades}
        better = better_of(rng, item["metric"])
        found: Plain = {"better": better, "target": target}
        if better == "more" and rng.random() < 0.4:
            found |= self.ladder(["0.8", "0.9", "1", "1.1", "1.2"], top, "more")
        return found

    def peers(self, item: Plain, full: str, top: Fraction) -> Plain:
        """On the mean of a group."""
        rng = self.rng
        better = better_of(rng, item["metric"])
        by = rng.choice(
            [
                ["shop", "position"],
                ["shop", "position"],
                [],
                ["shop"],
                ["position"],
                ["team"],
                ["shop", "position", "shift"],
            ]
        )
        found: Plain = {"better": better, "by": by}
        if rng.random() < 0.4:
            found |= self.ladder(["0.5", "0.8", "1", "1.2"], top, better)
        if rng.random() < 0.6:
            found["no_peers"] = rng.choice(["full", "leave_out", "full" if self.tame else "block"])
        return found

    def trend(self, item: Plain, full: str, top: Fraction) -> Plain:
        """A level that rises, stays or falls."""
        points = sorted((Fraction(decimal(self.rng, full)) for _ in range(2)), reverse=True)
        return {"rise": full, "flat": text(points[0]), "fall": text(points[1])}

    def manual(self, item: Plain, full: str, top: Fraction) -> Plain:
        """Typed, whole or by criteria."""
        if self.rng.random() < 0.5:
            return {}
        parts = parts_of(self.rng, Fraction(full), self.rng.randint(1, 3))
        return {"criteria": [{"name": f"小项{index}", "full": part} for index, part in enumerate(parts)]}

    def deductions(self, item: Plain, full: str, top: Fraction) -> Plain:
        """Points off for incidents."""
        return {"kinds": self.kinds()}

    def bonus(self) -> Plain:
        """Points outside the 100."""
        rng = self.rng
        named = self.named()
        metrics = {
            rng.choice(["outbound_calls", "night_shifts", "followup_sales"]): rng.choice(["0.01", "0.5", "0.125"])
        }
        found = named | {"kinds": self.kinds(), "metrics": metrics if rng.random() < 0.4 else {}}
        if rng.random() < 0.4:
            found["cap"] = rng.choice(["3", "20"])
        return found
