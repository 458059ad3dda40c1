"""The owner's own metrics that a book knows: declared by a scheme that names them, or by a column that was mapped."""

from app.domain.metrics import is_own, with_parts
from app.domain.month import PayMonth
from app.storage import month_inputs, recognition
from app.storage.book import Book


def own_metrics(book: Book, month: PayMonth) -> tuple[str, ...]:
    """Those of the schemes in force in the month, then those that headers are remembered to mean, each once."""
    named = [metric for one in month_inputs.schemes_in_force(book.db, month) for metric in one.scheme.own_metrics]
    mapped = [part for metric in recognition.headers(book.db).values() if is_own(metric) for part in with_parts(metric)]
    return tuple(dict.fromkeys([*named, *sorted(mapped)]))
