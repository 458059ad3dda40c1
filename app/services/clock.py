"""The one place that asks what time it is; services take its answer as a parameter."""

from datetime import UTC, date, datetime


def now() -> datetime:
    """The present moment in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def today() -> date:
    """The present day where the program runs."""
    return datetime.now().astimezone().date()


def local() -> datetime:
    """The present moment as the clock of the computer shows it."""
    return datetime.now().astimezone()
