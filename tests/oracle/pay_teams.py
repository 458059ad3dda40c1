"""Pay rules of teams and of those who lead them (RULES 23, 27; SCHEME)."""

from datetime import date
from fractions import Fraction
from typing import TypeAlias

from tests.oracle.case import Case, Now
from tests.oracle.exact import better, divided, fen, number, step
from tests.oracle.groups import pooled, reaches
from tests.oracle.pay_own import ATTENDED, ZERO, MissingInputError, lacks, pay_by
from tests.oracle.pots import place_amounts
from tests.oracle.world import Plain

Members: TypeAlias = list[tuple[Case, Plain]]  # each with the pay item of their own scheme


def team_lines(now: Now) -> None:
    """Team goals, contests, team penalties."""
    for kind, rule in (("team_goal", team_goal), ("contest", contest), ("team_penalty", team_penalty)):
        codes = {item["code"] for case in paid(now) for item in case.pay_items(kind)}
        for code in sorted(codes):
            rule(now, teams_with(now, kind, code))


def paid(now: Now) -> list[Case]:
    """Everybody who has a scheme and may be paid."""
    return [case for case in now.cases.values() if case.scheme and not case.is_member]


def teams_with(now: Now, kind: str, code: str) -> dict[str, Members]:
    """The people whose scheme has the line, by team; who has no team shares nothing, nor does a company."""
    teams: dict[str, Members] = {}
    for case in paid(now):
        if case.is_company:
            continue
        for item in case.pay_items(kind):
            if item["code"] == code and case.terms.get("team"):
                teams.setdefault(case.terms["team"], []).append((case, item))
    return teams


def worked(members: Members) -> Members:
    """出勤天数 above 0; without an attendance row: employed in the month."""
    return [(case, item) for case, item in members if case.column(ATTENDED) is None or case.column(ATTENDED)]


def measured(members: Members, metric: str) -> Fraction | None:
    """The members' metric together; MissingInputError where a part is not yet known."""
    figures = [figure for case, _ in members if (figure := case.figure(metric))]
    if any(figure.incomplete for figure in figures):
        raise MissingInputError("not_yet_known")
    value = pooled(figures, metric)
    if value is None and any(figure.value is not None for figure in figures):
        raise MissingInputError("no_weight")
    return value


def all_lack(members: Members, reason: str) -> None:
    """The same is missing for everybody."""
    for case, item in members:
        lacks(case, item, reason)


def share(members: Members, amount: int, how: str, rule: str) -> None:
    """An amount in fen among the members: equally, by printed score, or by the sales of those who have any data."""
    if amount == 0:
        for case, item in members:
            case.pay("earning", item["code"], 0)
        return
    if how == "score" and any(case.score is None for case, _ in members):
        for case, item in members:
            case.blocks.append(("member_without_score", item["code"]))
        return
    if how == "sales":
        members = with_sales(members)
    weights = {case.number: weight(case, how) for case, _ in members}
    shares = divided(amount, weights)
    for case, item in members:
        case.pay("earning", item["code"], shares[case.number])
        case.rules_done |= {f"pay:{rule}", f"share:{how}"}


def with_sales(members: Members) -> Members:
    """Who has sales figures; who has none lacks an input. One that is not yet known: all of them lack it."""
    figures = [case.figure("sales_amount") for case, _ in members]
    if any(figure is not None and figure.incomplete for figure in figures):
        all_lack(members, "not_yet_known")
        return []
    lacking = [figure is None or figure.value is None for figure in figures]
    all_lack([pair for pair, lacks_it in zip(members, lacking, strict=True) if lacks_it], "no_data")
    return [pair for pair, lacks_it in zip(members, lacking, strict=True) if not lacks_it]


def weight(case: Case, how: str) -> Fraction:
    """What a member's part of a pot is measured by."""
    if how == "score":
        return case.score or ZERO
    figure = case.figure("sales_amount") if how == "sales" else None
    return max(ZERO, figure.value) if figure is not None and figure.value is not None else Fraction(how == "equal")


def team_goal(now: Now, teams: dict[str, Members]) -> None:
    """A team that reaches its target shares the amount; the amount is the team's."""
    for team, everybody in teams.items():
        members = worked(everybody)
        if not members:
            continue
        rule = members[0][1]["rule"]
        target = (rule.get("targets") or {}).get(team) if rule.get("target") is None else rule["target"]
        if target is None:
            all_lack(members, "no_target")  # there is nothing for this team to wait for
            continue
        try:
            value = measured(members, rule["metric"])
        except MissingInputError as error:
            all_lack(members, str(error))
            continue
        if value is None:
            all_lack(members, "no_data")
        elif reaches(value, number(target), better(rule)):
            share(members, fen(number(rule["amount"])), rule.get("share", "equal"), "team_goal")
        else:
            for case, item in members:
                case.pay("earning", item["code"], 0)
                case.rules_done.add("pay:team_goal:missed")


def contest(now: Now, teams: dict[str, Members]) -> None:
    """Teams ranked; an amount for each place, shared within the team."""
    at_work = {team: members for team, everybody in teams.items() if (members := worked(everybody))}
    everybody = [pair for members in at_work.values() for pair in members]
    if not everybody:
        return
    if len(at_work) < 2:
        return
    rule = everybody[0][1]["rule"]
    values: dict[str, Fraction] = {}
    figures = [case.figure(rule["metric"]) for case, _ in everybody]
    if any(figure.incomplete for figure in figures if figure is not None):
        all_lack(everybody, "not_yet_known")  # RULES 21, whatever else is missing
        return
    try:
        for team, members in at_work.items():
            value = mean_score(members) if rule["metric"] == "score" else measured(members, rule["metric"])
            if value is not None:
                values[team] = value
    except MissingInputError as error:
        for case, item in everybody:
            if str(error) == "no_score":
                case.blocks.append(("contest_without_score", item["code"]))
            else:
                lacks(case, item, str(error))
        return
    if len(values) < 2:
        return  # no line, whatever ``missing`` says
    amounts = place_amounts(values, better(rule), rule["amounts"], rule.get("ties", "share"))
    for team in values:
        share(at_work[team], amounts[team], rule.get("share", "equal"), "contest")
    for team in set(at_work) - set(values):
        all_lack(at_work[team], "no_data")


def mean_score(members: Members) -> Fraction:
    """Mean of the members' printed scores; one missing: the contest is blocked."""
    scores = [case.score for case, _ in members if case.score is not None]
    if len(scores) < len(members):
        raise MissingInputError("no_score")
    return sum(scores, ZERO) / len(scores)


def team_penalty(now: Now, teams: dict[str, Members]) -> None:
    """Each incident of the kind: the culprit's part, and the rest among the other members who worked that day."""
    owed: dict[str, int] = {}
    for members in teams.values():
        for culprit, item in members:
            rule = item["rule"]
            for row in culprit.incidents:
                if row["kind"] == rule["kind"]:
                    on = date.fromisoformat(row["day"])
                    others = [case.number for case, _ in members if case is not culprit and worked_on(case, on)]
                    for who, part in penalty_parts(culprit.number, others, rule).items():
                        owed[who] = owed.get(who, 0) + part
        for case, item in members:
            if case.number in owed:
                case.pay("deduction", item["code"], owed[case.number])
                case.rules_done.add("pay:team_penalty")


def penalty_parts(culprit: str, others: list[str], rule: Plain) -> dict[str, int]:
    """The amount as one pot; alone the culprit bears all of it."""
    part = number(rule["culprit_share"]) if others else Fraction(1)
    weights = {culprit: part} | {who: (1 - part) / len(others) for who in others}
    return divided(fen(number(rule["amount"])), weights)


def worked_on(case: Case, on: date) -> bool:
    """Has a row of that day; without day rows: was employed that day."""
    if case.seen.row_days:
        return on in case.seen.row_days
    return case.span[0] <= on <= case.span[1]


# ---- supervisors


def supervisor_lines(now: Now) -> None:
    """Σ amount of the people led × profit rate × rate by their pooled conversion."""
    for case in paid(now):
        for item in case.pay_items("supervisor"):
            pay_by(case, item, lambda case=case, item=item: supervisor(now, case, item["rule"]))


def led_by(now: Now, boss: Case) -> list[Case]:
    """The people of the supervisor's 小组, else of the supervisor's shops."""
    people = [case for case in now.cases.values() if case is not boss and not case.is_company]
    if boss.terms.get("team"):
        return [case for case in people if case.terms.get("team") == boss.terms["team"]]
    return [case for case in people if set(case.agent["shops"]) & set(boss.agent["shops"])]


def supervisor(now: Now, boss: Case, rule: Plain) -> Fraction:
    """Who lacks either figure is left out of both sums (RULES 27)."""
    figures, people = [], led_by(now, boss)
    if not people:
        raise MissingInputError("nobody_led")
    for case in people:
        amount, tier = case.figure(rule["amount"]), case.figure(rule["tier_metric"])
        if (amount and amount.incomplete) or (tier and tier.incomplete):
            raise MissingInputError("not_yet_known")
        if amount and tier and amount.value is not None and tier.value is not None:
            figures.append((amount, tier))
    if not figures:
        raise MissingInputError("no_data_of_people")
    profit = rule.get("profit_rate") or now.shop_setting(boss, "profit_rate")
    if profit is None:
        raise MissingInputError("no_profit_rate")
    total = sum((amount.value for amount, _ in figures if amount.value is not None), ZERO)
    reached = pooled([tier for _, tier in figures], rule["tier_metric"])
    if reached is None:
        raise MissingInputError("no_data")
    return max(ZERO, total) * number(profit) * (step(rule["tiers"], reached) or ZERO)
