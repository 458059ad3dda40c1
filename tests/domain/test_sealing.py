"""What a sealed month leaves to later ones."""

from app.domain.inputs import SchemeInForce
from app.domain.payrun import compute
from app.domain.people import COMPANY_MEMBER
from app.domain.sealing import left_behind
from tests.domain.build import agent, item, mark, month, scheme


def test_a_companys_people_leave_their_score() -> None:
    """They are not paid, and stand among the others in a later rank or record by score."""
    plan = scheme(items=[item("100", {"type": "manual"}, id="hand")])
    schemes = tuple(SchemeInForce(scheme=plan, version=1, position=name) for name in ("售前", COMPANY_MEMBER))
    inputs = month(
        agents=(agent("甲"), agent("乙", position=COMPANY_MEMBER), agent("丙", position=COMPANY_MEMBER)),
        marks=(mark("item:hand", "80", who="A-甲"), mark("item:hand", "90.5", who="A-乙")),
        schemes=schemes,
    )
    past = left_behind(inputs, compute(inputs)).agents
    assert {number: one.score for number, one in past.items()} == {"A-甲": 80, "A-乙": 90.5, "A-丙": None}
    assert (past["A-乙"].paid, past["A-乙"].sums) == ({}, {})
