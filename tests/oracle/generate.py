"""Random books: shops, people, schemes and months, the same for the same seed."""

from random import Random

from tests.oracle import generate_figures as figures
from tests.oracle.clawback import later_refunds
from tests.oracle.edges import EDGES
from tests.oracle.generate_pay import shared_items
from tests.oracle.generate_schemes import scheme
from tests.oracle.own_metrics import with_own_metrics
from tests.oracle.world import COMPANY, MEMBER, Plain, World, days_of, shifted

SHOPS = ["云朵旗舰店", "星河专营店", "小满家居"]
TEAMS = ["一组", "二组", "三组"]
GRADES = ["P1", "P2", "P3"]
POSITIONS = ["售前", "售前", "售前", "售后", "综合", "主管"]
SIZES = [1, 1, 2, 3, 5, 8, 12, 20]


def world_of(seed: int, largest: int | None = None, months: int | None = None) -> World:
    """A whole book; every hundredth seed a large one. ``largest`` limits the people, ``months`` says how many."""
    world = plain_world(seed, largest, months)
    change_within_months(Random(f"changes {seed}"), world)
    later_refunds(Random(f"refunds {seed}"), world)
    overloads(Random(f"overload {seed}"), world)
    return with_own_metrics(Random(f"own metrics {seed}"), world)


def change_within_months(rng: Random, world: World) -> None:
    """Pay, grade, position or team of some people from a day of a month on, now and then twice in one month."""
    for agent in world["agents"]:
        for _ in range(rng.choice([0, 0, 0, 1, 1, 2])):
            month = rng.choice(world["months"])
            change: Plain = rng.choice(
                [{"base": "3100.5"}, {"base": "4000"}, {"base": None}, {"performance": "950"}, {"performance": None}, {"grade": "P3"}, {"grade": ""}, {"team": "三组"}, {"shift": "晚班"}, {"base": "2800", "grade": "P1"}]
            )  # fmt: skip
            if agent.get("kind") != "team" and agent["terms"][0]["position"] in ("售前", "售后", "综合"):
                change = rng.choice([change, change, change, {"position": "综合"}])
                day = rng.choice(["02", "10", "16", "16", str(days_of(month))])
                agent["terms"].append({"from": f"{month}-{day}"} | change)


def overloads(rng: Random, world: World) -> None:
    """How much a day is too much, in some schemes."""
    for entry in world["schemes"]:
        if rng.random() < 0.5:
            metrics = rng.choice([["received_users"], ["handled_cases", "received_users"]])
            entry["scheme"]["overload"] = {"metrics": metrics, "per_day": rng.choice(["5", "20", "60", "150"])}


def plain_world(seed: int, largest: int | None = None, months: int | None = None) -> World:
    """The book before some metrics become the owner's own."""
    rng = Random(seed)
    size = 200 if seed % 100 == 99 else rng.choice(SIZES)
    names = SHOPS[: rng.choice([1, 1, 2, 3])]
    count = months or (2 if size > 100 else rng.choice([1, 1, 2, 3, 4, 6]))
    start = rng.choice(["2026-07", "2026-07", "2026-08", "2026-10", "2026-11"])
    world: World = {
        "months": [shifted(start, n) for n in range(count)],
        "families": ["one", "two", "three"],
        "shops": [{"name": name, "settings": settings(rng, start)} for name in names],
        "agents": [], "observations": [], "incidents": [], "marks": [], "attendance": [], "targets": [], "schemes": [],
        "adjustments": [], "waivers": [],
    }  # fmt: skip
    world["seal"] = [month for month in world["months"] if rng.random() < 0.85]
    world["pay_dates"] = {month: pay_date(rng, month) for month in [*world["months"], shifted(start, -1)]}
    world["agents"] = people(rng, world, min(size, largest or size))
    world["schemes"] = schemes(rng, world)
    world["targets"] = targets(rng, world)
    layouts = {name: figures.layout_of(rng) for name in names}
    figures.observe(rng, world, shifted(start, -1), {name: [] for name in names})  # for a trend's month before
    for month in world["months"]:
        figures.observe(rng, world, month, layouts)
        for fill in (
            figures.incidents,
            figures.attendance,
            figures.typed_metrics,
            figures.typed_scores,
            figures.typed_lines,
        ):
            fill(rng, world, month)
    world["waivers"] = waivers(rng, world)
    return world


def settings(rng: Random, start: str) -> list[Plain]:
    """What a shop is set to, and from when."""
    first: Plain = {"from": start}
    for key, values, odds in (
        ("profit_rate", ["0.4", "0.335"], 0.8),
        ("minimum_wage", ["2590", "1800", "100"], 0.8),
        ("fund_rounding", ["yuan", "fen"], 0.7),
        ("tax", ["on", "off"], 0.8),
    ):
        if rng.random() < odds:
            first[key] = rng.choice(values)
    later = [{"from": shifted(start, 1), "minimum_wage": "2700", "profit_rate": "0.41"}] if rng.random() < 0.2 else []
    return [first, *later]


def pay_date(rng: Random, month: str) -> str:
    """The 15th of the next month, now and then another day."""
    if rng.random() < 0.05:
        return f"{month}-{days_of(month)}"
    return f"{shifted(month, 1)}-{rng.choice(['15', '15', '15', '05'])}"


# ---- people


def people(rng: Random, world: World, count: int) -> list[Plain]:
    """Agents with their accounts; some leave and hand them on; sometimes a company with its members."""
    found = [person(rng, world, f"A{index:03d}", rng.choice(POSITIONS)) for index in range(1, count + 1)]
    if count > 2 and rng.random() < 0.4:
        hand_on(rng, world, found)
    if rng.random() < 0.25:
        team = "外包组"
        found.append(person(rng, world, "W00", COMPANY, team=team) | {"kind": "team"})
        found += [person(rng, world, f"W{index:02d}", MEMBER, team=team) for index in range(1, rng.randint(1, 3) + 1)]
    return found


def person(rng: Random, world: World, number: str, position: str, team: str | None = None) -> Plain:
    """One agent."""
    names = [shop["name"] for shop in world["shops"]]
    shops = rng.sample(names, min(len(names), rng.choice([1, 1, 1, 2])))
    start = world["months"][0]
    accounts = [{"shop": shop, "name": f"{number}号", "first": None, "last": None} for shop in shops]
    if rng.random() < 0.15:
        accounts.append({"shop": shops[0], "name": f"{number}副", "first": None, "last": None})
    if position == "主管" and rng.random() < 0.6:
        accounts = []
    terms: Plain = {
        "from": "2026-01",
        "position": position,
        "team": team if team is not None else rng.choice(["", *TEAMS, *TEAMS]),
    }
    terms |= {"grade": rng.choice(["", *GRADES, *GRADES, "P9"]), "shift": rng.choice(["", "早班", "晚班"])}
    terms |= money_terms(rng, start)
    return {
        "number": number, "name": f"客服{number}", "shops": shops, "accounts": accounts,
        "hired": hired(rng, world), "left": left(rng, world), "terms": [terms, *later_terms(rng, world)],
    }  # fmt: skip


def hired(rng: Random, world: World) -> str | None:
    """Not given, long ago, or within a month that is computed."""
    choice = rng.random()
    if choice < 0.3:
        return None
    if choice < 0.75:
        return rng.choice(["2019-03-01", "2024-10-31", "2025-11-01", "2026-01-15", "2026-05-20", "2026-06-30"])
    month = rng.choice(world["months"])
    return f"{month}-{rng.choice(['01', '02', '10', '16', '28'])}"


def left(rng: Random, world: World) -> str | None:
    """Mostly still there."""
    if rng.random() < 0.85:
        return None
    month = rng.choice(world["months"])
    return f"{month}-{rng.choice(['01', '15', '20', str(days_of(month))])}"


def money_terms(rng: Random, start: str) -> Plain:
    """Own base and Y, insurance, tax, advance, a loss from before."""
    found: Plain = {}
    if rng.random() < 0.4:
        found["base"] = rng.choice(["2000", "3333.33", "2000.01", "12000", "4000"])
    if rng.random() < 0.3:
        found["performance"] = rng.choice(["400", "2000", "777.77"])
    if rng.random() < 0.2:
        found["regular_from"] = f"{start}-{rng.choice(['01', '11', '16'])}"
    if rng.random() < 0.6:
        boxes = {
            "pension": "320.005",
            "medical": "80.125",
            "unemployment": "12.5",
            "other_insurance": "3",
            "fund": "152.5",
        }
        found["insurance"] = {box: amount for box, amount in boxes.items() if rng.random() < 0.7}
    if rng.random() < 0.5:
        found["tax"] = tax_terms(rng, start)
    if rng.random() < 0.4:
        found["advance"] = {"value": rng.choice(["1000", "500.55"]), "month": start}
        if rng.random() < 0.7:
            found["instalment"] = rng.choice(["300", "200.01", "5000"])
    if rng.random() < 0.2:
        found["loss_carried"] = {"value": rng.choice(["800", "50.5", "5000"]), "month": start}
    return found


def tax_terms(rng: Random, start: str) -> Plain:
    """Mode, monthly deductions, sums before the book's first month."""
    found: Plain = {"mode": rng.choice(["ordinary", "ordinary", "first", "prior60k"])}
    if rng.random() < 0.5:
        found["additional"] = rng.choice(["1000", "2000", "1500.5"])
    if rng.random() < 0.2:
        found["other"] = rng.choice(["200", "1000"])
    if rng.random() < 0.7:
        income = rng.choice(["0", "36000", "60000", "71000.5", "250000"])
        found["opening"] = {"month": start, "income": income, "special": "2000", "additional": "3000", "other": "0", "withheld": rng.choice(["0", "30", "500.5"])}  # fmt: skip
    return found


def later_terms(rng: Random, world: World) -> list[Plain]:
    """A change of grade, position, team or pay from a later month."""
    if len(world["months"]) < 2 or rng.random() < 0.75:
        return []
    change = rng.choice(
        [
            {"grade": "P2", "base": "3500"},
            {"position": "综合"},
            {"team": "二组", "shift": "晚班"},
            {"performance": "1500", "insurance": {"pension": "400"}},
        ]
    )
    return [{"from": rng.choice(world["months"][1:])} | change]


def hand_on(rng: Random, world: World, found: list[Plain]) -> None:
    """Somebody's account goes to a colleague in the middle of a month."""
    giver, taker = rng.sample(found, 2)
    if not giver["accounts"]:
        return
    month = rng.choice(world["months"])
    account = giver["accounts"][-1]
    taker["accounts"].append(account | {"first": f"{month}-16"})
    account["last"] = f"{month}-15"
    if account["shop"] not in taker["shops"]:
        taker["shops"].append(account["shop"])


# ---- what applies


def schemes(rng: Random, world: World) -> list[Plain]:
    """One for every position, sometimes one more for a shop or a team, sometimes a new version."""
    shops, months = [shop["name"] for shop in world["shops"]], world["months"]
    shared = shared_items(rng, TEAMS)
    found = []
    for position in {*POSITIONS, COMPANY}:
        found.append({"position": position, "shop": "", "team": "", "from": "2026-01"})
    found.sort(key=lambda entry: entry["position"])
    if rng.random() < 0.5:
        found.append({"position": MEMBER, "shop": "", "team": "", "from": "2026-01"})  # scored, not paid
    if rng.random() < 0.1 and len(found) > 1:
        found.pop(rng.randrange(len(found)))  # a position without a scheme
    if rng.random() < 0.3:
        found.append(
            {"position": "售前", "shop": rng.choice(shops), "team": "", "from": rng.choice(["2026-01", months[-1]])}
        )
    if rng.random() < 0.3:
        found.append({"position": "售前", "shop": "", "team": rng.choice(TEAMS), "from": "2026-01"})
    if len(months) > 1 and rng.random() < 0.3:
        found.append({"position": "售前", "shop": "", "team": "", "from": months[1]})
    for index, entry in enumerate(found):
        entry["scheme"] = scheme(rng, f"方案{index}", shared, GRADES, shops)
    return found


def targets(rng: Random, world: World) -> list[Plain]:
    """Targets set in the book."""
    found = []
    keys = {
        "agent": [agent["number"] for agent in world["agents"]], "grade": GRADES, "position": ["售前", "售后"],
        "shop": [shop["name"] for shop in world["shops"]], "everyone": [""],
    }  # fmt: skip
    for metric in EDGES:
        for level, names in keys.items():
            if rng.random() < 0.12 and not metric.startswith(("incidents:", "attendance:")):
                value = rng.choice([*EDGES[metric], *EDGES[metric], "0"])
                start = rng.choice(["2026-01", *world["months"]])
                found.append(
                    {"metric": metric, "level": level, "key": rng.choice(names), "value": value, "from": start}
                )
    return found


def waivers(rng: Random, world: World) -> list[Plain]:
    """A few things let go, score items and pay lines."""
    codes = [
        "i0-1",
        "i1-1",
        "i1-2",
        "i2-1",
        "i3-2",
        "base",
        "performance",
        "commission",
        "attendance",
        "award",
        "loss:limit",
        "loss:limit",
        "loss",
    ]
    return [
        {"month": month, "number": agent["number"], "code": rng.choice(codes)}
        for month in world["months"]
        for agent in world["agents"]
        if rng.random() < 0.04
    ]
