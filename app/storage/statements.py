"""The SQL files beside this one, cut into statements, so that they run inside one transaction."""

import sqlite3
from collections.abc import Iterator
from importlib.resources import files

APPLICATION_ID = 0x4A49584E
"""``JIXN`` in the header of the file."""

VERSION = 6
"""The version of schema.sql; each upgrade step of upgrades/ up to it is one version."""


def schema() -> str:
    """The text of the newest schema."""
    return files("app.storage").joinpath("schema.sql").read_text("utf-8")


def upgrade_step(version: int) -> str:
    """The text of the step that leads to ``version``."""
    return files("app.storage").joinpath("upgrades", f"{version:04d}.sql").read_text("utf-8")


def statements(script: str) -> Iterator[str]:
    """Single statements of a script (executescript would commit the open transaction first)."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending.strip()
            pending = ""
