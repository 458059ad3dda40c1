"""Who sits at the computer: kept with an import, so that the history says who brought it in."""

from getpass import getuser


def user() -> str:
    """The name of the computer's user, "" where the system tells none."""
    try:
        return getuser()
    except (OSError, KeyError, ImportError):  # no such user, or a system without the list of them
        return ""
