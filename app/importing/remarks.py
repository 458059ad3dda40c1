"""The remark convention of a shop: which agent a remark names, and what else it says."""

import re
import unicodedata
from collections.abc import Iterable

import msgspec

from app.domain.accounts import normal_name


class Convention(msgspec.Struct, frozen=True, kw_only=True):
    """How a shop marks its orders. ``names`` are (short name, account): a remark that contains the short name is the
    account's order.

    ``columns`` are the headers that count (none: all that the layout declares); ``chased`` and ``followup`` are words
    that make an order a won-back buyer or a further sale. ``own``: the owner set the names.
    """

    names: tuple[tuple[str, str], ...] = ()
    columns: tuple[str, ...] = ()
    chased: tuple[str, ...] = ()
    followup: tuple[str, ...] = ()
    own: bool = False


class Remark(msgspec.Struct, frozen=True, gc=False):
    """What a remark says: whose the order is ("" nobody's), and the short names of a remark that names several."""

    account: str
    several: tuple[str, ...] = ()
    chased: bool = False
    followup: bool = False


NOTHING = Remark("")


def remark_key(text: str) -> str:
    """The spelling by which remarks and short names are compared: full-width forms folded, no case, single blanks."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


class RemarkReader(dict[str, Remark]):
    """Reads remarks, each text once; the longest name wins where one lies within another.

    A name that ends in a digit or a Latin letter must not go on with one: ``A1`` is not in ``A12``.
    """

    def __init__(self, convention: Convention) -> None:
        super().__init__()
        accounts = {remark_key(name): normal_name(account) for name, account in convention.names}
        self._accounts = {name: account for name, account in accounts.items() if name}
        self._spelled = {remark_key(name): name for name, _ in convention.names}
        self._names = _finder(self._accounts)
        self._chased, self._followup = _finder(convention.chased), _finder(convention.followup)

    def __missing__(self, text: str) -> Remark:
        remark = self[text] = self._read(remark_key(text))
        return remark

    def _read(self, key: str) -> Remark:
        if not key:
            return NOTHING
        found = self._found(key)
        accounts = {self._accounts[name] for name in found}
        one = next(iter(accounts)) if len(accounts) == 1 else ""
        return Remark(
            one,
            tuple(self._spelled[name] for name in found) if len(accounts) > 1 else (),
            bool(self._chased and self._chased.search(key)),
            bool(self._followup and self._followup.search(key)),
        )

    def _found(self, key: str) -> list[str]:
        """The names in the text, without those that lie within a longer one."""
        if self._names is None:
            return []
        spans = [(match.start(), match.start() + len(match[1]), match[1]) for match in self._names.finditer(key)]
        if len(spans) < 2:
            return [span[2] for span in spans]
        names = [
            name
            for first, last, name in spans
            if not any(start <= first and last <= end and (start, end) != (first, last) for start, end, _ in spans)
        ]
        return list(dict.fromkeys(names))


def _finder(words: Iterable[str]) -> re.Pattern[str] | None:
    """Finds at each place the longest of the words that begins there; None without words."""
    keys = sorted({key for word in words if (key := remark_key(word))}, key=lambda key: (-len(key), key))
    return re.compile(f"(?=({'|'.join(map(_bounded, keys))}))") if keys else None


def _bounded(word: str) -> str:
    return _edge(word[0], "(?<!{})") + re.escape(word) + _edge(word[-1], "(?!{})")


def _edge(char: str, form: str) -> str:
    if not char.isascii():
        return ""
    return form.format("[0-9]") if char.isdigit() else form.format("[a-z]") if char.isalpha() else ""
