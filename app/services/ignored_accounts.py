"""Accounts of nobody that are left out of everything: robots, main accounts, tests. Said once, kept, and taken back."""

from app.domain.accounts import normal_name, split_account
from app.domain.problem import JixinError, error
from app.storage import recognition, shops
from app.storage.book import Book


def ignore_account(book: Book, account: str, *, leave_out: bool = True) -> None:
    """Leave an account (``店铺:账号``) that nobody owns out of everything, or take it in again."""
    prefix, name = split_account(account)
    shop = next((shop for shop in shops.names(book.db) if normal_name(shop) == normal_name(prefix)), None)
    if shop is None or not name:
        raise JixinError(error("account_form", account=account))
    with book.edit() as db:
        recognition.put_ignored(db, shop, name, leave_out=leave_out)


def ignored_accounts(book: Book) -> tuple[str, ...]:
    """Every account that is left out, as ``店铺:账号``, sorted; the name as it is compared."""
    return tuple(sorted(f"{shop}:{account}" for shop, account in recognition.ignored(book.db)))
