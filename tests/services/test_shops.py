"""Settings of shops, dated and checked."""

import pytest

from app.services.compute_month import compute_month
from app.services.month_data import inputs_of
from app.services.seal_month import seal_month
from app.services.shops import SHOP_KEYS, set_shop, shops
from app.storage.book import Book
from tests.services.small import NOVEMBER, OCTOBER, SHOP, refusal

GIVEN = {
    "platform": "jd", "profit_rate": "0.40", "minimum_wage": "2590.00", "fund_rounding": "yuan", "tax": "on",
    "pay_day": "05", "near_miss": "0.10",
}  # fmt: skip
HELD = {
    "profit_rate": "0.4", "minimum_wage": "2590", "fund_rounding": "yuan", "tax": "on", "pay_day": "5",
    "near_miss": "0.1",
}  # fmt: skip


def test_each_key_reaches_the_month_as_one_spelling(book: Book) -> None:
    assert set(GIVEN) == set(SHOP_KEYS)
    set_shop(book, SHOP, GIVEN, NOVEMBER)
    (shop,) = inputs_of(book, NOVEMBER).shops
    assert (shop.platform, shop.settings) == ("jd", HELD)
    assert inputs_of(book, NOVEMBER).pay_date.day == 5


@pytest.mark.parametrize("key", SHOP_KEYS)
def test_a_setting_holds_from_its_month_until_it_is_taken_away(book: Book, key: str) -> None:
    before = shops(book, OCTOBER)
    set_shop(book, SHOP, {key: GIVEN[key]}, NOVEMBER)
    held = shops(book, NOVEMBER)
    assert shops(book, OCTOBER) == before
    assert held != before
    set_shop(book, SHOP, {key: ""}, NOVEMBER.shift(2))
    assert shops(book, NOVEMBER.shift(1)) == held
    (shop,) = shops(book, NOVEMBER.shift(2))
    assert (shop.platform, shop.settings) == ("" if key == "platform" else "tmall", {})


@pytest.mark.parametrize("key", SHOP_KEYS)
def test_no_key_reaches_into_a_sealed_month(book: Book, key: str) -> None:
    compute_month(book, OCTOBER)
    seal_month(book, OCTOBER)
    frozen = inputs_of(book, OCTOBER)
    assert refusal(lambda: set_shop(book, SHOP, {key: GIVEN[key]}, OCTOBER)) == ["months_sealed"]
    set_shop(book, SHOP, {key: GIVEN[key]})
    assert shops(book, OCTOBER) == frozen.shops
    assert shops(book, NOVEMBER) != frozen.shops
    assert inputs_of(book, OCTOBER) == frozen


def test_shop_settings_are_dated(book: Book) -> None:
    set_shop(book, SHOP, {"near_miss": "0.10", "platform": "jd"})
    set_shop(book, SHOP, {"pay_day": "08"}, NOVEMBER)
    (then,), (now,) = shops(book, OCTOBER), shops(book, NOVEMBER)
    assert (then.platform, then.settings) == ("jd", {"near_miss": "0.1"})
    assert now.settings == {"near_miss": "0.1", "pay_day": "8"}


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        ("别店", {"pay_day": "5"}, ["shop_unknown"]),
        (
            SHOP,
            {"pay_day": "0", "near_miss": "5%", "platform": "ebay"},
            ["pay_day_bad", "near_miss_bad", "platform_unknown"],
        ),
        (SHOP, {"near_miss": "1.5"}, ["near_miss_bad"]),
        (SHOP, {"profit": "0.4"}, ["shop_key_unknown"]),
        (SHOP, {"profit_rate": "40"}, ["profit_rate_bad"]),
        (SHOP, {"profit_rate": "-0.1"}, ["profit_rate_bad"]),
        (SHOP, {"minimum_wage": "-1"}, ["number_negative"]),
        (SHOP, {"minimum_wage": "2,590"}, ["number_bad"]),
        (SHOP, {"fund_rounding": "jiao", "tax": "yes"}, ["choice_bad", "choice_bad"]),
        (SHOP, {"pay_day": "32"}, ["pay_day_bad"]),
    ],
)
def test_settings_that_cannot_be(book: Book, name: str, values: dict[str, str], expected: list[str]) -> None:
    before = book.revision
    assert refusal(lambda: set_shop(book, name, values)) == expected
    assert book.revision == before
