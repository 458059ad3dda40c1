"""Whose row: the shop of each row, and what is to be said about shops and accounts (RULES 12 and 13)."""

from collections.abc import Iterable, Iterator, Sequence

from app.domain.accounts import normal_name, split_account
from app.domain.people import Shop
from app.domain.problem import Problem, error, warning
from app.importing.figures import PersonRow
from app.importing.formats import Layout
from app.importing.grid import where
from app.importing.layouts import Recognised
from app.importing.matching import Seen, shop_named
from app.importing.plan import AccountRow
from app.importing.rows import DataRow


def shops_of(rows: Sequence[DataRow], asked_name: str, known: Sequence[Shop]) -> tuple[list[str], tuple[Problem, ...]]:
    """The shop of each row, "" where it cannot be told.

    A row's shop is its prefix, else what its column of shops says, else the one asked for, else the book's only one.
    One name throughout the column that the book does not know is how the platform calls the shop, and says nothing.
    """
    finder = _ShopFinder(asked_name, known)
    named = {row.shop for row in rows if row.shop}
    tells = len(named) > 1 or any(shop_named(name, known) for name in named)
    shops: dict[str, str] = {}
    found: list[str] = []
    for row in rows:
        prefix = row.prefix or (row.shop if tells else "")
        if prefix not in shops:
            shops[prefix] = finder.shop_of(row, prefix)
        found.append(shops[prefix])
    return found, tuple(finder.problems)


class _ShopFinder:
    """Decides on a shop and notes why it cannot."""

    def __init__(self, asked_name: str, known: Sequence[Shop]) -> None:
        self._asked_name, self._known = asked_name, known
        self._asked = shop_named(asked_name, known) if asked_name else None
        self._names = "、".join(shop.name for shop in known) or "-"
        self.problems: list[Problem] = []
        if asked_name and self._asked is None:
            self.problems.append(error("unknown_shop", shop=asked_name, known=self._names))

    def shop_of(self, row: DataRow, prefix: str) -> str:
        """The shop of the row and others of that prefix, "" with a problem noted."""
        if prefix:
            return self._prefixed(row, prefix)
        if self._asked:
            return self._asked.name
        if not self._asked_name and len(self._known) == 1:
            return self._known[0].name
        if not self._asked_name:
            self.problems.append(error("shop_needed", cell=row.cell, known=self._names))
        return ""

    def _prefixed(self, row: DataRow, prefix: str) -> str:
        own = shop_named(prefix, self._known)
        if self._asked_name and normal_name(prefix) != normal_name(self._asked_name):
            self.problems.append(error("shop_differs", cell=row.cell, prefix=prefix, shop=self._asked_name))
        elif own is None:
            self.problems.append(warning("unknown_prefix", cell=row.cell, prefix=prefix))
        return own.name if own else prefix


def other_shops(rows: Sequence[PersonRow], sheet: Recognised, known: Sequence[Shop]) -> Iterator[Problem]:
    """An error for the sheet's name and each line above or between the rows that names another shop of the book, where
    only that says whose the rows are: ``店铺：云上二店`` over bare accounts that go to 云上旗舰店."""
    bare = [row for row in rows if row.shop and not row.data.prefix and not row.data.shop]
    if not bare:
        return
    credited, read = {row.shop for row in bare}, {row.data.row for row in rows}
    of_sheet = shop_named(sheet.grid.sheet, known)
    if of_sheet and of_sheet.name not in credited:
        yield error("shop_in_title", named=of_sheet.name, shop="、".join(credited))
    for index in range(max(row.data.row for row in bare)):
        if index in read or sheet.top <= index < sheet.first:
            continue
        for column, cell in enumerate(sheet.grid.rows[index]):
            named = shop_named(split_account(cell)[1], known) if isinstance(cell, str) else None
            if named and named.name not in credited:
                yield error("shop_in_title", cell=where(index, column), named=named.name, shop="、".join(credited))


def accounts_seen(people: Iterable[PersonRow]) -> Iterator[Seen]:
    """Each account of the rows once, with its days and cells; rows of an untold shop or of a whole one are left out."""
    seen: dict[tuple[str, str], list[PersonRow]] = {}
    for row in people:
        if row.shop and row.data.account:
            seen.setdefault((row.shop, row.data.account), []).append(row)
    for (shop, account), rows in seen.items():
        yield Seen(
            shop=shop,
            account=account,
            spelling=rows[0].data.spelling,
            first=min([row.period.first for row in rows]),
            last=max([row.period.last for row in rows]),
            cells=tuple([row.data.cell for row in rows]),
        )


def account_problems(accounts: Iterable[AccountRow], people: Iterable[PersonRow]) -> Iterator[Problem]:
    """Warnings about accounts of nobody, of several, and of two owners in one row."""
    told = [row for row in accounts if row.waits or len(row.owners) > 1]
    by_day = {(row.shop, row.data.account) for row in people if row.period.first == row.period.last} if told else ()
    for row in told:
        near = "、".join(f"{candidate.name} {candidate.number}" for candidate in row.candidates) or "-"
        if row.how == "none":
            yield warning("unknown_account", cell=row.cells[0], account=row.full, near=near)
        elif row.how == "ambiguous":
            yield warning("ambiguous", cell=row.cells[0], account=row.full, near=near)
        elif (row.shop, row.account) not in by_day:
            yield warning("account_shared", cell=row.cells[0], account=row.full, owners="、".join(row.owners))


def platform_problems(layout: Layout, names: Iterable[str], known: Sequence[Shop]) -> Iterator[Problem]:
    """A warning for each shop whose platform, if it is said, is not the report's."""
    for name in names:
        shop = shop_named(name, known)
        if shop and shop.platform and layout.platforms and shop.platform not in layout.platforms:
            yield warning("platform_differs", shop=shop.name, layout=layout.name)
