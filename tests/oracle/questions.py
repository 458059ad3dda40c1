"""Constructs that the documents leave open, so that the random books do without them: each by name, with both readings.

The oracle has the first reading of each. ``without_questions`` takes them out of a book.
"""

import json
from collections import defaultdict
from collections.abc import Callable

from tests.oracle.catalogue import MEANS
from tests.oracle.world import Plain, World

QUESTIONS = {
    "unknown_beside_known": "延迟统计 in the month-level (or higher-ranked) cell while another basis or family knows the value: "
    "the metric is incomplete, or the known value is used",
    "partial_ranges": "ranges that do not tile the month, of a metric that has a stand-in: a file gives it, so there is no "
    "stand-in and no data, or the stand-in is used",
    "stand_in_after_handing_on": "a figure that a file gives for an account only before it was handed on: its stand-in for the "
    "new owner, or no data",
    "ranges_of_two_owners": "ranges that tile the month and change over just where the account does: like days, or no data",
    "rows_without_weight": "a row without a weight (or of weight 0) that is not the one month-level row of the agent: no data "
    "for the agent, or the account is left out, or a lone day's value",
    "peers_without_weight": "a peer group for a weighted mean in which somebody's row has no weight: the others are pooled, or "
    "there are no peers",
    "only_paid_sickness": "attendance by attended days, and nothing but sick days that keep the whole wage: no absence, so the "
    "whole base, or attended + sick days ÷ divisor",
    "required_share_by_sales": "a required line shared by sales, and a member without sales figures: blocked (RULES 21), or just "
    "without a share",
    "mark_and_zero": "a mark for one part of a ratio of which one sheet gives both parts and the denominator is 0: no data, "
    "or the mark with the sheet's other part",
    "conflict_in_groups": "an agent blocked by account_conflict has no score and no figures for those who share, rank or are "
    "ranked with them, or what is known of them counts",
    "group_of_another_month": "a streak or a record of who was in another shop, team or position in an earlier month: the group "
    "of that month, or the group of now (such books have streaks and records by [] only)",
    "distribution_without_line": "people of the peer group whose scheme has no such line: they count in a distribution as in a "
    "rank, or only those with the line do (all schemes of a book have the same distribution or none)",
    "incidents_of_members": "a peer group by incidents: 外包成员, and who has no scheme, count with theirs, or not at all",
    "scheme_of_two_shops": "a shop's scheme, and an agent of two shops: by the shop with the larger received_users (RULES 17), "
    "or by the first shop of the roster",
    "empty_trio_cell": "two of sales, refunds, net in a row whose third cell is empty while other rows of the file have it: "
    "empty, or derived",
}


def without_questions(world: World) -> None:
    """Takes these constructs out."""
    for change in (
        incidents_of_members,
        scheme_of_two_shops,
        required_share_by_sales,
        only_paid_sickness,
        group_of_another_month,
        conflict_in_groups,
        unknown_beside_known,
        ranges_of_two_owners,
        rows_without_weight,
        mark_and_zero,
    ):
        change(world)


def kept(world: World, keep: Callable[[Plain], bool]) -> None:
    """Keeps some observations."""
    world["observations"] = [row for row in world["observations"] if keep(row)]


def is_day(row: Plain) -> bool:
    """A row of one day."""
    return row["first"] == row["last"]


def unknown_beside_known(world: World) -> None:
    """An unknown cell stays only where its account has one family and one basis, and is no range."""
    sorts: dict[tuple[str, ...], set[tuple[str, bool]]] = defaultdict(set)
    for row in world["observations"]:
        sorts[row["shop"], row["account"], row["first"][:7]].add((row["family"], is_day(row)))
    for row in world["observations"]:
        several = len(sorts[row["shop"], row["account"], row["first"][:7]]) > 1
        ranged = not is_day(row) and row["first"][8:] + row["last"][8:] not in WHOLE
        if row["value"] is None and (several or ranged):
            row["value"] = "1"


def ranges_of_two_owners(world: World) -> None:
    """No ranges of accounts that are handed on."""
    count: dict[tuple[str, str], int] = defaultdict(int)
    for agent in world["agents"]:
        for account in agent["accounts"]:
            count[account["shop"], account["name"]] += 1
    kept(
        world,
        lambda row: (
            count[row["shop"], row["account"]] < 2 or is_day(row) or row["first"][8:] + row["last"][8:] in WHOLE
        ),
    )


WHOLE = {"0128", "0129", "0130", "0131"}


def incidents_of_members(world: World) -> None:
    """Nobody is compared by incidents where companies have people, or somebody has no scheme."""
    positions = {entry["position"] for entry in world["schemes"] if not entry["shop"] and not entry["team"]}
    held = {terms["position"] for agent in world["agents"] for terms in agent["terms"] if "position" in terms}
    if held <= positions:
        return

    def change(items: list[Plain]) -> None:
        for item in items:
            if item["rule"]["type"] == "composite":
                change(item["rule"]["items"])
            elif item["rule"]["type"] == "peers" and item["metric"].startswith("incidents:"):
                item["metric"] = "inquiry_users"

    for entry in world["schemes"]:
        change(entry["scheme"]["items"])


def scheme_of_two_shops(world: World) -> None:
    """Schemes of a shop only where everybody has one shop."""
    if any(len(agent["shops"]) > 1 for agent in world["agents"]):
        world["schemes"] = [entry for entry in world["schemes"] if not entry["shop"]]


def required_share_by_sales(world: World) -> None:
    """A line that is shared by sales has the usual ``missing``."""
    for entry in world["schemes"]:
        for item in entry["scheme"]["pay"]:
            if item["rule"].get("share") == "sales":
                item.pop("missing", None)


def only_paid_sickness(world: World) -> None:
    """Who was sick was also away otherwise."""
    companies = {agent["number"] for agent in world["agents"] if agent.get("kind") == "team"}
    world["attendance"] = [entry for entry in world["attendance"] if entry["number"] not in companies]
    for entry in world["attendance"]:
        row = entry["row"]
        if row.get("病假天数", "0") != "0" and row.get("事假天数", "0") == "0" and row.get("旷工天数", "0") == "0":
            row["事假天数"] = "1"


def group_of_another_month(world: World) -> None:
    """Streaks and records among all, where anybody may change groups."""
    settled = all(len(agent["terms"]) == 1 and len(agent["shops"]) == 1 for agent in world["agents"])
    for entry in world["schemes"]:
        for item in entry["scheme"]["pay"]:
            if item["rule"].get("kind") in ("streak", "record") and not settled:
                item["rule"]["by"] = []


def conflict_in_groups(world: World) -> None:
    """Month-level rows of accounts that are handed on only where every line is one's own."""
    own = {
        "base",
        "performance",
        "commission",
        "piece",
        "points",
        "incident_money",
        "adjustment",
        "attendance",
        "overtime",
    }
    items = [item for entry in world["schemes"] for item in entry["scheme"]["pay"]]
    if all(item["rule"]["type"] in own or item["rule"]["type"] in ("loss", "insurance") for item in items):
        return
    count: dict[tuple[str, str], int] = defaultdict(int)
    for agent in world["agents"]:
        for account in agent["accounts"]:
            count[account["shop"], account["name"]] += 1
    kept(world, lambda row: count[row["shop"], row["account"]] < 2 or is_day(row))


def rows_without_weight(world: World) -> None:
    """Only the one month-level row of who has one account has no weight; no day-level row weighs 0."""
    accounts = {
        (one["shop"], one["name"]): len(agent["accounts"]) for agent in world["agents"] for one in agent["accounts"]
    }
    members = {
        (one["shop"], one["name"])
        for agent in world["agents"]
        if agent["number"][0] == "W"
        for one in agent["accounts"]
    }
    no_peers = '"peers"' not in json.dumps(world["schemes"])
    count: dict[tuple[str, ...], int] = defaultdict(int)
    for row in world["observations"]:
        count[row["shop"], row["account"], row["metric"], row["first"][:7]] += 1
    for row in world["observations"]:
        if row["metric"] not in VALUES:
            continue
        key = (row["shop"], row["account"])
        lone = (
            no_peers and count[*key, row["metric"], row["first"][:7]] == 1 and accounts[key] == 1 and key not in members
        )
        if (row.get("weight") is None or (row["weight"] == "0" and is_day(row))) and (is_day(row) or not lone):
            row |= {"weight": "2", "weight_metric": "received_users"}


VALUES = {*MEANS, "reply_rate", "answer_ratio"}


def mark_and_zero(world: World) -> None:
    """No mark for a part where the sheets' denominator may be 0."""
    zero = {
        row["metric"]
        for row in world["observations"]
        if row["value"] in ("0", None) and row["metric"] in ("handled_cases", "inquiry_users")
    }
    names = {"handled_cases": "handled_cases", "inquiry_paid_users": "inquiry_users"}
    world["marks"] = [mark for mark in world["marks"] if names.get(mark["item"]) not in zero]
