"""Refunds after a sealed month: newer exports are read, and what commissions are to be corrected by is proposed.

Nothing of the exports is stored; confirmed corrections are pay lines of the first open month (RULES 31).
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec

from app.domain.clawback import Clawback, clawbacks
from app.domain.history import PastAgent, PastMonth
from app.domain.in_force import InForce
from app.domain.inputs import Adjustment, MonthInputs, Observation, Refund
from app.domain.metrics import NET_SALES
from app.domain.money import Fen, yuan
from app.domain.month import PayMonth
from app.domain.observations import AgentMetrics, MonthMetrics, month_metrics
from app.domain.people import Agent
from app.domain.problem import JixinError, Problem, error, has_errors, warning
from app.domain.scheme.agreement import item_of
from app.domain.source import Source, SourceFile
from app.importing.plan import ImportPlan
from app.services.import_sheets import read_sheets
from app.services.month_data import inputs_of, past_month
from app.storage import adjustments
from app.storage.book import Book, first_open
from app.storage.codec import number_text
from app.texts import Texts
from app.wording.sentences import sentence


class RefundProposal(msgspec.Struct, frozen=True, kw_only=True):
    """A correction of one agent's commission line; ``files`` gave the new net sales.

    ``payable``: the agent is paid in the month that it goes into.
    """

    name: str
    line_name: str
    files: tuple[str, ...]
    payable: bool
    clawback: Clawback


class RefundReview(msgspec.Struct, frozen=True, kw_only=True):
    """What newer exports of a sealed month say; ``into`` is the first open month. ``unmatched``: accounts of nobody."""

    month: PayMonth
    into: PayMonth
    proposals: tuple[RefundProposal, ...]
    unmatched: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def review_refunds(
    book: Book,
    month: PayMonth,
    files: Sequence[Path],
    *,
    shop: str = "",
    progress: Callable[[int, int], None] | None = None,
) -> RefundReview:
    """What the commissions on net sales of a sealed month are to be corrected by; nothing is stored.

    JixinError if the month is not sealed, nobody was paid on net sales in it, or a file is refused.
    """
    past, into = past_month(book, month), first_open(book.db)
    if past is None or into is None:
        raise JixinError(error("refunds_not_sealed", month=str(month)))
    if not any(agent.rates for agent in past.agents.values()):
        raise JixinError(error("refunds_not_on_net", month=str(month)))
    inputs = inputs_of(book, month)
    plan = read_sheets(book, files, inputs, shop=shop, progress=progress)
    if has_errors(plan.problems):
        raise JixinError(*plan.problems)
    return _Review(past, inputs, plan, adjustments.taken(book.db, month), inputs_of(book, into)).made()


def confirm_refunds(book: Book, review: RefundReview, texts: Texts) -> tuple[RefundProposal, ...]:
    """Write the corrections of a review into the month that it names; gives those written.

    JixinError if that month was sealed since, or other corrections of the month were written.
    """
    payable = tuple(one for one in review.proposals if one.payable)
    if not payable:
        return ()
    with book.edit(month=review.into) as db:
        taken = adjustments.taken(db, review.month)
        for one in payable:
            claw = one.clawback
            if taken.get(claw.number, {}).get(claw.line, 0) != claw.taken:
                raise JixinError(error("refunds_changed", month=str(review.month)))
            adjustments.add(db, review.into, _adjustment(one, review.month, texts))
    return payable


def _adjustment(one: RefundProposal, month: PayMonth, texts: Texts) -> Adjustment:
    claw = one.clawback
    params = {
        "files": "、".join(one.files),
        "line": one.line_name,
        "then": number_text(claw.net_then),
        "now": number_text(claw.net_now),
        "rate": number_text(claw.rate),
    }
    return Adjustment(
        number=claw.number,
        amount=yuan(claw.amount),
        reason=sentence(("reason",), "refund_limited" if claw.limited else "refund", params, texts),
        for_month=month,
        refund=Refund(line=claw.line, net=claw.net_now),
    )


class _Review:
    """One look at newer exports of a sealed month."""

    def __init__(
        self,
        past: PastMonth,
        inputs: MonthInputs,
        plan: ImportPlan,
        taken: dict[str, dict[str, Fen]],
        into: MonthInputs,
    ) -> None:
        self._past, self._inputs, self._plan, self._taken, self._into = past, inputs, plan, taken, into
        self._in_force = InForce(inputs)
        self._agents = {agent.number: agent for agent in inputs.agents}
        self._paid = {agent.number for agent in into.agents if agent.days_employed(into.month)}
        self._files = _numbered(plan, max(inputs.files, default=0) + 1)
        self._problems: list[Problem] = list(plan.problems)

    def made(self) -> RefundReview:
        """Everybody's corrections, and what is to be known about them."""
        now = month_metrics(_with_newer(self._inputs, self._plan, self._files))
        self._note_new(now)
        paid_on_net = [found for found in now.agents if self._past.agents[found.agent.number].rates]
        touched = [found for found in paid_on_net if self._new_files(found) or _incomplete(found)]
        if not touched:
            self._problems.append(warning("refunds_no_net", month=str(self._past.month)))
        proposals = tuple(one for found in touched for one in self._proposals(found))
        return RefundReview(
            month=self._past.month,
            into=self._into.month,
            proposals=proposals,
            unmatched=self._plan.unmatched,
            problems=tuple(self._problems),
        )

    def _note_new(self, now: MonthMetrics) -> None:
        """What adding up the newer figures brings up that was not there when the month was sealed."""
        known = month_metrics(self._inputs).problems
        self._problems += [
            problem for problem in now.problems if problem not in known and problem.code != "account_waits"
        ]

    def _new_files(self, found: AgentMetrics) -> tuple[str, ...]:
        """The files that give something of the agent's net sales."""
        ids = {source.import_id for source in _net_sources(found)}
        return tuple(dict.fromkeys(file.file for number, file in self._files.items() if number in ids))

    def _proposals(self, found: AgentMetrics) -> Iterator[RefundProposal]:
        agent, past = found.agent, self._past.agents[found.agent.number]
        taken, net = self._taken.get(agent.number, {}), found.metrics[NET_SALES]
        if net.value is None or _incomplete(found):
            self._warn("refunds_net_unknown", agent)
        elif any(taken.values()) and any(source.import_id not in self._files for source in _net_sources(found)):
            self._warn("refunds_part_only", agent)
        else:
            for claw in clawbacks(past, net.value, taken):
                yield self._proposal(agent, past, claw, self._new_files(found))

    def _proposal(self, agent: Agent, past: PastAgent, claw: Clawback, files: tuple[str, ...]) -> RefundProposal:
        payable = agent.number in self._paid
        if not payable:
            self._warn("refunds_not_paid", agent, amount=number_text(yuan(claw.amount)))
        force = self._in_force.of(agent)
        item = None if force is None else item_of(force.scheme, claw.line)
        return RefundProposal(
            name=agent.name,
            line_name=claw.line if item is None else item.name,
            files=files,
            payable=payable,
            clawback=claw,
        )

    def _warn(self, code: str, agent: Agent, **more: str) -> None:
        place = {"month": str(self._past.month), "into": str(self._into.month)}
        self._problems.append(warning(code, number=agent.number, name=agent.name, **place, **more))


def _net_sources(found: AgentMetrics) -> tuple[Source, ...]:
    net = found.metrics.get(NET_SALES)
    return () if net is None else net.sources


def _incomplete(found: AgentMetrics) -> bool:
    """Whether the net is not fully known: only newer figures can be to blame, the month was sealed on full ones."""
    net = found.metrics.get(NET_SALES)
    return net is not None and net.incomplete


def _numbered(plan: ImportPlan, first: int) -> dict[int, SourceFile]:
    """The files of the plan under ids that no import of the month has."""
    return {first + index: SourceFile(file.file, file.sheet) for index, file in enumerate(plan.files)}


def _with_newer(inputs: MonthInputs, plan: ImportPlan, files: dict[int, SourceFile]) -> MonthInputs:
    """The inputs of the month, each figure that the files give in the place of the one it was sealed with."""
    figures = {_place(one): one for one in inputs.observations}
    for number, file in zip(files, plan.files, strict=True):
        for one in file.observations:
            source = Source(number, one.source.cells)
            figures[_place(one)] = msgspec.structs.replace(one, source=source)
    return msgspec.structs.replace(inputs, observations=tuple(figures.values()), files={**inputs.files, **files})


def _place(one: Observation) -> tuple[object, ...]:
    return (one.shop, one.account, one.metric, one.first, one.last, one.family)
