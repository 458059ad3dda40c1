"""Shops and their dated settings."""

from app.domain.money import decimal_text, exact
from app.domain.month import PayMonth
from app.domain.people import Shop
from app.domain.problem import JixinError, Problem, error
from app.storage import shops as store
from app.storage.book import Book, first_open
from app.storage.codec import month_text

PLATFORMS = ("taobao", "tmall", "jd", "pdd", "douyin", "other")
SHOP_KEYS = ("platform", "profit_rate", "minimum_wage", "fund_rounding", "tax", "pay_day", "near_miss")
"""What ``set_shop`` knows; a value of "" takes the setting away.

``profit_rate`` is a ratio (0.4 = 40 %) and has no default; ``minimum_wage`` is CNY a month; ``fund_rounding`` (fen) is
what a housing fund box is rounded to; ``tax`` (off) says whether income tax is withheld; ``pay_day`` (15) is the day of
the next month on which wages are paid; ``near_miss`` (0.05 = 5 %) says how near a threshold the near-miss line starts.
"""

_CHOICES = {"fund_rounding": ("fen", "yuan"), "tax": ("on", "off")}


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
        case _ if key not in SHOP_KEYS:
            problems.append(error("shop_key_unknown", key=key, known=", ".join(SHOP_KEYS)))
        case _ if not value:
            return ""
        case "platform" if value not in PLATFORMS:
            problems.append(error("platform_unknown", value=value, known=", ".join(PLATFORMS)))
        case "fund_rounding" | "tax" if value not in _CHOICES[key]:
            problems.append(error("choice_bad", key=key, value=value, known=", ".join(_CHOICES[key])))
        case "pay_day":
            return _day_of_month(value, problems)
        case "minimum_wage":
            return _amount(value, problems)
        case "profit_rate" | "near_miss":
            return _ratio(key, value, problems)
        case _:
            pass
    return value


def _day_of_month(value: str, problems: list[Problem]) -> str:
    if value.isascii() and value.isdigit() and 1 <= int(value) <= 31:
        return str(int(value))
    problems.append(error("pay_day_bad", value=value))
    return ""


def _amount(value: str, problems: list[Problem]) -> str:
    try:
        amount = exact(value)
    except ValueError:
        problems.append(error("number_bad", value=value))
        return ""
    if amount < 0:
        problems.append(error("number_negative", value=value))
    return decimal_text(amount)


def _ratio(key: str, value: str, problems: list[Problem]) -> str:
    """A ratio above 1 is a percentage that was typed as it is spoken: 40 for 0.4."""
    try:
        ratio = exact(value)
    except ValueError:
        ratio = None
    if ratio is None or not 0 <= ratio <= 1:
        problems.append(error(f"{key}_bad", value=value))
        return ""
    return decimal_text(ratio)
