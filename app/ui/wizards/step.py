"""What every step of the import wizard is."""

from PySide6.QtWidgets import QWidget

from app.ui.kit import Kit
from app.ui.wizards.session import ImportSession


class Step(QWidget):
    """A page of the wizard; it shows the session and says what the wizard's head and foot are to say."""

    name = ""

    def __init__(self, kit: Kit, session: ImportSession) -> None:
        super().__init__()
        self.kit, self.session = kit, session

    def show_session(self) -> None:
        """Show files, plan and decisions as they are now."""

    def retranslate(self) -> None:
        """Say again what is not put by ``kit.words.put``."""

    def take_focus(self) -> None:
        """Where the keyboard is when the step is turned to."""

    def fact(self) -> str:
        """The grey fact beside the title."""
        return ""

    def sentence(self) -> str:
        """What the foot says of the state; where the step is not ready, why."""
        return ""

    def ready(self) -> bool:
        """Whether the primary button works."""
        return True

    def primary_text(self) -> str:
        """What the primary button says."""
        return ""

    def say(self, name: str, **params: object) -> str:
        """A text of the import."""
        return self.kit.words(f"ui_import.{name}", **params)
