"""The sign that is seen while the window is made."""

from PySide6.QtWidgets import QApplication

from app.ui.splash import HEIGHT, SIGN, WIDTH, show_splash


def test_the_sign_is_painted_at_once_in_the_middle_of_the_screen(qapp: QApplication) -> None:
    splash = show_splash(qapp)
    assert splash.isVisible()
    off = splash.geometry().center() - qapp.primaryScreen().availableGeometry().center()
    assert abs(off.x()) <= 1 and abs(off.y()) <= 1
    picture = splash.grab().toImage()
    ratio = picture.devicePixelRatio()
    corner, sign = picture.pixel(2, 2), picture.pixel(round((WIDTH / 2 - SIGN / 3) * ratio), round(HEIGHT / 2 * ratio))
    assert corner != sign
    splash.close()
    splash.deleteLater()


def test_what_is_shown_at_once_imports_nothing_heavy() -> None:
    import subprocess
    import sys

    code = "import sys, app.ui.splash; print([name for name in sys.modules if name.startswith(('app.', 'pandas', 'numpy'))])"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.strip() == "['app.ui', 'app.resources', 'app.ui.splash']"
