"""A question that names the consequence; the buttons are verbs and the safe one is the default."""

from PySide6.QtWidgets import QMessageBox, QWidget


def ask(parent: QWidget, title: str, question: str, *, act: str, keep: str, danger: bool = False) -> bool:
    """Whether the person chose to ``act``; closing the dialog means ``keep``."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(title)
    box.setText(question)
    role = QMessageBox.ButtonRole.DestructiveRole if danger else QMessageBox.ButtonRole.AcceptRole
    doing = box.addButton(act, role)
    doing.setProperty("kind", "danger" if danger else "")
    keeping = box.addButton(keep, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(keeping)
    box.setEscapeButton(keeping)
    try:
        box.exec()
        return box.clickedButton() is doing
    finally:
        box.deleteLater()
