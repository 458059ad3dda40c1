"""The folder of this computer's user that backups go to."""

from pathlib import Path

from platformdirs import user_data_path


def home() -> Path:
    """Below the program's data: the documents folder may lie on a cloud disk, and the book lies somewhere else."""
    return user_data_path("jixin", appauthor=False) / "backups"
