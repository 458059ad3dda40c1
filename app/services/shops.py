"""Shops and their dated settings."""

from fractions import Fraction

from app.domain.money import decimal_text, exact
from app.domain.month import PayMonth
from app.domain.people import Shop
from app.domain.problem import JixinError, Problem, error
from app.storage import shops as store
from app.storage.book import Book, first_open
from app.storage.codec import month_text

PLATFORMS = ("taobao", "tmall", "jd", "pdd", "douyin", "other")
SHOP_KEYS = ("platform", "pay_day", "near_miss")
"""What ``set_shop`` knows.

Platform, day of the next month on which wages are paid, how near a threshold the near-miss line starts (0.05 = 5 %).
"""


def shops(book: Book, month: PayMonth | None = None) -> tuple[Shop, ...]:
    """Every shop in the order they were made, with the settings of ``month`` (None: the newest of each)."""
    return store.load(book.db, None if month is None else str(month))


def set_shop(book: Book, name: str, values: dict[str, str], from_month: PayMonth | None = None) -> None:
    """Change settings from a month on (None: from the first month that is not sealed).

    JixinError lists an unknown shop, unknown keys and bad values together.
    """
    problems: list[Problem] = []
    known = store.names(book.db)
    if name not in known:
        problems.append(error("shop_unknown", shop=name, known="、".join(known)))
    clean = {key: _clean(key, value.strip(), problems) for key, value in values.items()}
    if problems:
        raise JixinError(*problems)
    with book.edit(from_month=from_month) as db:
        start = month_text(from_month or first_open(db))
        for key, value in clean.items():
            store.put_setting(db, name, key, value, start)


def _clean(key: str, value: str, problems: list[Problem]) -> str:
    match key:
        case "platform":
            if value in PLATFORMS:
                return value
            problems.append(error("platform_unknown", value=value, known=", ".join(PLATFORMS)))
        case "pay_day":
            if value.isascii() and value.isdigit() and 1 <= int(value) <= 31:
                return str(int(value))
            problems.append(error("pay_day_bad", value=value))
        case "near_miss":
            limit = _ratio(value)
            if limit is not None:
                return decimal_text(limit)
            problems.append(error("near_miss_bad", value=value))
        case _:
            problems.append(error("shop_key_unknown", key=key, known=", ".join(SHOP_KEYS)))
    return ""


def _ratio(value: str) -> Fraction | None:
    try:
        limit = exact(value)
    except ValueError:
        return None
    return limit if 0 <= limit <= 1 else None
