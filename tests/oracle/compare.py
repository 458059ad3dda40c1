"""The program and the oracle on the same books: every difference, named.

Compared for each agent: computed or blocked, what is pending (code and id, as a set), points, lines, score and sums, the
flags of ``flags.COMPARED``, the near misses of ``near_miss.COMPARED``; after a sealed month what refunds take back.
Of what waits only for what is said already (performance for the score, an award on the score) nothing is pending, and
who has no scheme is asked for that alone. Words of codes that COMMANDS does not name are those of the catalogue.
Not compared, as no document says it exactly: other flags, other near misses (both say which), sentences and traces.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tests.oracle.adapter import Program, result
from tests.oracle.case import Case, Now
from tests.oracle.flags import flags
from tests.oracle.generate import world_of
from tests.oracle.month import may_seal, run, waive_all
from tests.oracle.near_miss import near_misses
from tests.oracle.world import Plain, World


@dataclass
class Tally:
    """What has been compared."""

    agents: int = 0
    blocked: int = 0
    sealed: int = 0
    months: int = 0
    rules: Counter[str] = field(default_factory=Counter[str])


def expected(now: Now, case: Case) -> Plain:
    """The oracle's result in the shape of ``adapter.result``."""
    if case.blocked:
        return {"state": "blocked", "points": {}, "lines": {}, "pending": set(case.blocks), "flags": set(), "near": {}}
    lines = {code: line for code, line in case.lines.items() if line[1] and line[0] != "info"}
    found = {"state": "computed", "points": case.points, "lines": lines, "score": case.score, "pending": set()}
    return found | {"flags": flags(now, case), "near": near_misses(now, case)} | case.net


def differences(world: World, tally: Tally) -> Iterator[str]:
    """Runs a book twice; ends at the first month that differs, since later ones follow from it."""
    program = Program(world)
    for now in run(world, waive_all):
        inputs, found = program.run(now.month)
        slips = {slip.number: result(slip) for slip in found.payslips}
        cases = {who: expected(now, case) for who, case in now.cases.items() if not case.is_member}
        count(now, cases, tally)
        differing = False
        for who in sorted({*slips, *cases}):
            for line in unequal(slips.get(who), cases.get(who)):
                differing = True
                why = now.cases[who].blocks if who in now.cases else []
                yield f"{now.month} {who}: {line} {why or ''}"
        if differing:
            return
        if now.month in world["seal"] and may_seal(now):
            program.seal(inputs, found)
            wrong = list(refund_differences(world, now, program, tally))
            yield from wrong
            if wrong:
                return


def refund_differences(world: World, now: Now, program: Program, tally: Tally) -> Iterator[str]:
    """What each refund after the month takes back."""
    rows = [row for row in world["refunds"] if row["month"] == now.month and "corrections" in row]
    ours = [(row["number"], row["corrections"]) for row in rows]
    members = {who for who, case in now.cases.items() if case.is_member}
    theirs = [one for one in program.corrections(now.month) if one[0] not in members]
    changes = [change for _, corrections in ours for change in corrections.values()]
    tally.rules.update(f"refund:{'taken' if change < 0 else 'given back'}" for change in changes)
    for their, our in zip(theirs, ours, strict=True):
        if their != our:
            yield f"{now.month} refund {their} ≠ {our}"


def count(now: Now, cases: dict[str, Plain], tally: Tally) -> None:
    """Coverage."""
    for one in cases.values():
        tally.rules.update(f"flag:{code}" for code in one["flags"])
        tally.rules.update(f"near_miss:{len(gains)}" for _, _, gains in one["near"].values())
    tally.months += 1
    tally.sealed += now.month in now.world["seal"] and may_seal(now)
    for case in now.cases.values():
        if not case.is_member:
            tally.agents += 1
            tally.blocked += case.blocked
            if not case.blocked:
                tally.rules.update(case.rules_done)


def unequal(program: Plain | None, oracle: Plain | None) -> Iterator[str]:
    """The fields that differ, "program ≠ oracle"."""
    if program is None or oracle is None:
        yield f"only in the {'oracle' if program is None else 'program'}"
        return
    if program["state"] != oracle["state"]:
        yield f"state {program['state']} ≠ {oracle['state']} {program['pending']}"
        return
    if program["pending"] != oracle["pending"]:
        yield f"pending {program['pending'] - oracle['pending']} ≠ {oracle['pending'] - program['pending']}"
    if program["flags"] != oracle["flags"]:
        yield f"flags {program['flags'] - oracle['flags']} ≠ {oracle['flags'] - program['flags']}"
    for part in ("points", "lines", "near"):
        for key in sorted({*program[part], *oracle[part]}):
            ours, theirs = oracle[part].get(key), program[part].get(key)
            if ours != theirs:
                yield f"{part} {key} {theirs} ≠ {ours}"
    for name in ("score", "gross", "deductions", "net"):
        if program.get(name) != oracle.get(name):
            yield f"{name} {program.get(name)} ≠ {oracle.get(name)}"


def compared(
    seeds: Iterable[int], largest: int | None = None, *, tally: Tally | None = None
) -> Iterator[tuple[int, list[str]]]:
    """Many books: each seed with its differences, counted in ``tally``."""
    tally = tally or Tally()
    for seed in seeds:
        yield seed, list(differences(world_of(seed, largest), tally))
