"""Shops and their dated settings."""

from app.domain.month import PayMonth
from app.domain.people import Shop
from app.storage.book import Book

PLATFORMS = ("taobao", "tmall", "jd", "pdd", "douyin", "other")
SHOP_KEYS = ("platform", "pay_day", "near_miss")
"""What ``set_shop`` knows: platform, day of the next month on which wages are paid, near-miss limit (0.05 = 5 %)."""


def shops(book: Book, month: PayMonth | None = None) -> tuple[Shop, ...]:
    """Every shop in order of name, with the settings of ``month`` (None: the newest of each)."""
    raise NotImplementedError


def set_shop(book: Book, name: str, values: dict[str, str], from_month: PayMonth | None = None) -> None:
    """Change settings from a month on (None: from the first month that is not sealed)."""
    raise NotImplementedError
