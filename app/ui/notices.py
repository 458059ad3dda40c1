"""What a widget tells in passing wherever it stands: the window shows it."""

from PySide6.QtCore import QObject, Signal


class Notices(QObject):
    """``offered`` carries a sentence, the words of a link and what that does."""

    offered = Signal(str, str, object)
