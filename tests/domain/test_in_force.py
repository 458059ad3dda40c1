"""Which scheme somebody of two shops has: that of the shop with the larger received_users (RULES 17, 34)."""

import pytest

from app.domain.in_force import InForce
from app.domain.inputs import SchemeInForce
from app.domain.people import Account
from tests.domain.build import SHOP, agent, month, scheme, seen

OTHER = "二店"


def put(name: str, *, shop: str = "", team: str = "") -> SchemeInForce:
    return SchemeInForce(scheme=scheme(name=name), version=1, position="售前", shop=shop, team=team)


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        (("10", "9"), "一店的"),
        (("9", "10"), "二店的"),
        (("9", "9"), "一店的"),
        ((None, "1"), "二店的"),
        ((None, None), "一店的"),
    ],
)
def test_of_two_shops(received: tuple[str | None, str | None], expected: str) -> None:
    accounts = (Account(shop=SHOP, name="小美"), Account(shop=OTHER, name="小美"))
    person = agent(shops=(SHOP, OTHER), accounts=accounts)
    rows = [seen("received_users", n, shop=shop) for shop, n in zip((SHOP, OTHER), received, strict=True) if n]
    inputs = month(*rows, agents=(person,), schemes=(put("处处"), put("一店的", shop=SHOP), put("二店的", shop=OTHER)))
    found = InForce(inputs).of(person)
    assert found is not None
    assert found.scheme.name == expected


def test_the_larger_shop_without_a_scheme_of_its_own_has_the_one_of_everywhere() -> None:
    person = agent(shops=(SHOP, OTHER), accounts=(Account(shop=OTHER, name="小美"),))
    inputs = month(
        seen("received_users", "5", shop=OTHER), agents=(person,), schemes=(put("处处"), put("一店的", shop=SHOP))
    )
    found = InForce(inputs).of(person)
    assert found is not None
    assert found.scheme.name == "处处"


def test_the_team_comes_first() -> None:
    person = agent(team="一组")
    inputs = month(agents=(person,), schemes=(put("处处"), put("一店的", shop=SHOP), put("一组的", team="一组")))
    found = InForce(inputs).of(person)
    assert found is not None
    assert found.scheme.name == "一组的"
