"""A question that names the consequence; the buttons are verbs and the safe one is the default."""

from collections.abc import Sequence

from PySide6.QtWidgets import QMessageBox, QWidget


def ask(parent: QWidget, title: str, question: str, *, act: str, keep: str, danger: bool = False) -> bool:
    """Whether the person chose to ``act``; closing the dialog means ``keep``."""
    return choose(parent, title, question, (act, keep), danger=danger) == 0


def choose(parent: QWidget, title: str, question: str, acts: Sequence[str], *, danger: bool = False) -> int:
    """Which of the acts was chosen; the last one is the safe default and what closing means."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(title)
    box.setText(question)
    doing = QMessageBox.ButtonRole.DestructiveRole if danger else QMessageBox.ButtonRole.AcceptRole
    buttons = [box.addButton(act, doing) for act in acts[:-1]]
    buttons.append(box.addButton(acts[-1], QMessageBox.ButtonRole.RejectRole))
    box.setDefaultButton(buttons[-1])
    box.setEscapeButton(buttons[-1])
    try:
        box.exec()
        chosen = box.clickedButton()
        return next((at for at, button in enumerate(buttons) if button is chosen), len(buttons) - 1)
    finally:
        box.deleteLater()
