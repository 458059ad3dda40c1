"""The list of who is paid by transfer: who is on it, who is not and why, and which columns a file for it has."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Literal, TypeAlias

import msgspec

from app.domain.money import Fen
from app.domain.payline import PayRun, Payslip
from app.domain.problem import JixinError, Problem, error

Way: TypeAlias = Literal["bank", "alipay"]
WAYS: tuple[Way, ...] = ("bank", "alipay")

FIELDS = ("place", "account", "name", "amount", "bank", "phone", "id_number", "number", "remark", "account_type")
"""What a column may hold; a fixed text is ``text:…``, and "" leaves the column empty."""
FIXED = "text:"
NEEDED = ("account", "name", "amount")

_BANK_ACCOUNT = re.compile(r"\d{8,32}")
_ALIPAY_ACCOUNT = re.compile(r"1\d{10}|2088\d{12}|[^@\s]+@[^@\s]+\.[^@\s]+")


class Template(msgspec.Struct, frozen=True, kw_only=True):
    """A file as bank or Alipay wants it: texts above the heads, heads and what stands under each, a sheet's name.

    ``form`` is the owner's own workbook, a copy of which is filled in; without one the file is written anew.
    """

    name: str
    way: Way
    columns: tuple[tuple[str, str], ...]
    above: tuple[tuple[str, ...], ...] = ()
    sheet: str = "Sheet1"
    form: bytes = b""

    def fields(self) -> tuple[str, ...]:
        """The field of each column."""
        return tuple(field for _, field in self.columns)


class Details(msgspec.Struct, frozen=True, kw_only=True):
    """Where an agent's money goes; "" for what nobody has typed."""

    account: str = ""
    bank: str = ""
    phone: str = ""
    id_number: str = ""


class Payee(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the file: above 0, to an account without blanks."""

    number: str
    name: str
    details: Details
    amount: Fen


class LeftOut(msgspec.Struct, frozen=True, kw_only=True):
    """Who is not in the file; ``reason``: blocked, not_positive, no_account, account_bad."""

    number: str
    name: str
    reason: str
    net: Fen | None = None


class Transfer(msgspec.Struct, frozen=True, kw_only=True):
    """The file's lines in order of 工号, and who is left out."""

    payees: tuple[Payee, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def total(self) -> Fen:
        """What is paid in all."""
        return sum(payee.amount for payee in self.payees)


def transfer(run: PayRun, details: Mapping[str, Details], way: Way) -> Transfer:
    """Everybody with a net above 0 and an account; JixinError where two would be paid into one account."""
    payees: list[Payee] = []
    left_out: list[LeftOut] = []
    for slip in run.payslips:
        found = _clean(details.get(slip.number, Details()))
        reason = _reason(slip, found, way)
        if reason:
            left_out.append(LeftOut(number=slip.number, name=slip.name, reason=reason, net=slip.net))
        else:
            payees.append(Payee(number=slip.number, name=slip.name, details=found, amount=slip.net or 0))
    problems = tuple(_shared(payees))
    if problems:
        raise JixinError(*problems)
    return Transfer(payees=tuple(payees), left_out=tuple(left_out))


def check_columns(columns: Iterable[tuple[str, str]]) -> tuple[Problem, ...]:
    """What is wrong with the columns of a template: unknown fields, needed ones missing or given twice."""
    columns = tuple(columns)
    fields = [field for _, field in columns]
    known = ", ".join((*FIELDS, f"{FIXED}…"))
    unknown = (
        error("transfer_field_unknown", head=head, field=field, known=known)
        for head, field in columns
        if field and field not in FIELDS and not field.startswith(FIXED)
    )
    missing = (error("transfer_field_missing", field=field) for field in NEEDED if field not in fields)
    twice = (error("transfer_field_twice", field=field) for field in NEEDED if fields.count(field) > 1)
    return (*unknown, *missing, *twice)


def _reason(slip: Payslip, found: Details, way: Way) -> str:
    """Why somebody cannot be in the file, "" where nothing stands against it."""
    if slip.net is None:
        return "blocked"
    if slip.net <= 0:
        return "not_positive"
    if not found.account:
        return "no_account"
    pattern = _BANK_ACCOUNT if way == "bank" else _ALIPAY_ACCOUNT
    return "" if pattern.fullmatch(found.account) else "account_bad"


def _clean(found: Details) -> Details:
    plain = unicodedata.normalize("NFKC", found.account)
    account = plain.strip() if "@" in plain else re.sub(r"[\s-]", "", plain)
    return msgspec.structs.replace(found, account=account)


def _shared(payees: Iterable[Payee]) -> Iterable[Problem]:
    first: dict[str, Payee] = {}
    for payee in payees:
        other = first.setdefault(payee.details.account.casefold(), payee)
        if other is not payee:
            yield error(
                "transfer_account_twice",
                number=payee.number,
                name=payee.name,
                other_number=other.number,
                other_name=other.name,
            )
