"""Which columns a bank's or Alipay's file has: two that are known, and those that the owner mapped once."""

import re
from collections.abc import Mapping
from pathlib import Path

from app.domain.problem import JixinError, error
from app.domain.transfer import Template, Way, check_columns
from app.importing.grid import Grid
from app.importing.workbook import read_workbook
from app.storage import meta
from app.storage.book import Book
from app.storage.codec import from_json, to_json

BANK = Template(
    name="bank",
    way="bank",
    columns=(
        ("序号", "place"),
        ("收款账号", "account"),
        ("收款户名", "name"),
        ("金额", "amount"),
        ("开户行", "bank"),
        ("附言", "remark"),
    ),
)
ALIPAY = Template(
    name="alipay",
    way="alipay",
    columns=(
        ("序号（选填）", "place"),
        ("收款方账户类型（必填）", "account_type"),
        ("收款方账号（必填）", "account"),
        ("收款方户名（必填）", "name"),
        ("金额（必填，单位：元）", "amount"),
        ("备注（选填）", "remark"),
    ),
    above=(("支付宝批量转账文件模板",),),
)
BUILT_IN = (BANK, ALIPAY)

_KEPT = "transfer_templates"
_LOOKED_AT = 30
FORM_BYTES = 2_000_000
"""A larger form is not kept in the book."""
_NOT_OURS = re.compile("付款方|付方|转出|付款账|付款人|付款户|付款帐")
_GUESSES = (
    ("account_type", re.compile("账户类型|帐户类型|账号类型|账户种类")),
    ("amount", re.compile("金额|实发|[Aa]mount")),
    ("id_number", re.compile("身份证|证件号")),
    ("phone", re.compile("手机|电话|联系方式")),
    ("bank", re.compile("开户行|开户银行|银行名称|行名|收款银行|收款行")),
    ("account", re.compile("账号|卡号|帐号|账户号|[Aa]ccount")),
    ("name", re.compile("户名|姓名|收款人|收款方|名称|[Nn]ame")),
    ("place", re.compile("序号")),
    ("number", re.compile("工号|员工编号")),
    ("remark", re.compile("备注|附言|用途|摘要|说明")),
)


def templates(book: Book) -> tuple[Template, ...]:
    """The built-in templates and the owner's own; one of the same name takes the place of a built-in one."""
    own = _own(book)
    return (*(one for one in BUILT_IN if one.name not in own), *own.values())


def template_of(book: Book, name: str) -> Template:
    """The template of that name; JixinError if there is none."""
    found = {one.name: one for one in templates(book)}
    if name not in found:
        raise JixinError(error("transfer_template_unknown", name=name, known=", ".join(found)))
    return found[name]


def read_template(file: Path, name: str, way: Way, mapping: Mapping[str, str] | None = None) -> Template:
    """The template that an empty form of the bank's makes: its heads, what they hold guessed or as ``mapping`` says.

    An .xlsx is kept whole, to be filled in. JixinError if no row of any sheet looks like heads, ``mapping`` names a
    head that is not there, or the file is too large to be kept. Not checked further.
    """
    given = dict(mapping or {})
    book = read_workbook(file)
    grid = max(book.sheets, key=lambda one: _best_heads(one, given)[0])
    row = _head_row(grid, given)
    heads = _texts(grid, row)
    unknown = [head for head in given if head not in heads]
    if row < 0 or unknown:
        known = "、".join(filter(None, heads))
        raise JixinError(
            *(error("transfer_head_unknown", file=file.name, head=head, known=known) for head in unknown or [""])
        )
    columns = tuple((head, given.get(head, guess(head))) for head in heads)
    above = tuple(_texts(grid, index) for index in range(row))
    form = _form(file) if book.kind == "xlsx" else b""
    return Template(name=name, way=way, columns=columns, above=above, sheet=grid.sheet or "Sheet1", form=form)


def _form(file: Path) -> bytes:
    data = file.read_bytes()
    if len(data) > FORM_BYTES:
        raise JixinError(error("transfer_form_large", file=file.name, limit=str(FORM_BYTES // 1_000_000)))
    return data


def not_kept(template: Template, file: Path) -> tuple[str, ...]:
    """What of the form that ``template`` was read from its files will not have: macros, drawings, lists, formulas.

    ``look`` where nothing but the heads and the texts above them can be kept: an old .xls.
    """
    if template.form:
        from app.documents.transfer_form import losses

        return losses(template.form)
    return () if file.suffix.casefold() in (".csv", ".txt") else ("look",)


def keep_template(book: Book, template: Template) -> None:
    """Keep a template in the book; JixinError if account, name or amount has no column, or two."""
    problems = check_columns(template.columns)
    if not template.name.strip():
        problems = (*problems, error("transfer_name_blank"))
    if problems:
        raise JixinError(*problems)
    with book.keep() as db:
        meta.put(db, _KEPT, to_json({**_own(book), template.name: template}))


def guess(head: str) -> str:
    """The field that a head seems to mean, "" for none: ``收款方账号（必填）`` → account."""
    if _NOT_OURS.search(head):
        return ""
    plain = re.sub(r"[（(].*?[）)]|[*＊]", "", head)
    return next((field for field, pattern in _GUESSES if pattern.search(plain)), "")


def _own(book: Book) -> dict[str, Template]:
    text = meta.get(book.db, _KEPT)
    return from_json(text, dict[str, Template]) if text else {}


def _head_row(grid: Grid, given: Mapping[str, str]) -> int:
    """The row with most heads that are known or named, at least two; -1 for none."""
    known, row = _best_heads(grid, given)
    return row if known >= 2 else -1


def _best_heads(grid: Grid, given: Mapping[str, str]) -> tuple[int, int]:
    """How many known or named heads a row of the sheet has at most, and which row that is."""

    def known(row: int) -> int:
        heads = _texts(grid, row)
        return len({guess(head) for head in heads if guess(head)}) + sum(head in given for head in heads)

    rows = range(min(len(grid.rows), _LOOKED_AT))
    best = max(rows, key=known, default=-1)
    return (known(best), best) if best >= 0 else (0, -1)


def _texts(grid: Grid, row: int) -> tuple[str, ...]:
    if row < 0:
        return ()
    texts = [grid.text(row, column).strip() for column in range(len(grid.rows[row]))]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)
