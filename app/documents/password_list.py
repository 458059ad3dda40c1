"""The list of the passwords of a month's payslips, for the owner to keep and to tell from."""

from collections.abc import Sequence

from app.documents.table_pdf import Column, Table
from app.domain.month import PayMonth
from app.texts import Texts
from app.wording.numbers import month_text


def password_table(rows: Sequence[tuple[str, str, str, str]], month: PayMonth, kind: str, texts: Texts) -> Table:
    """工号, 姓名, 密码, file name; ``kind`` random or id6 (then the list names nobody's ID, only the rule)."""
    heads = ("document.fact_number", "document.fact_agent", "document.password_word", "document.password_file")
    shares = (60, 90, 100, 260)
    return Table(
        title=texts("document.password_title", month=month_text(month, texts)),
        subtitle=texts(f"document.password_note_{kind}"),
        columns=tuple(Column(texts(head), share) for head, share in zip(heads, shares, strict=True)),
        rows=tuple(rows),
    )
