"""The tokens: complete, readable, and nothing left unreplaced in the style sheet."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QApplication, QTableView
from pytestqt.qtbot import QtBot

from app import ui
from app.resources import resource_path
from app.ui.kit import Kit
from app.ui.theme import LISTS, one_font, style_sheet, tokens

TEXT = [
    ("text3", "window"), ("text3", "alt"), ("text2", "sel"), ("text2", "soft"), ("text2", "warns"),
    ("text2", "surface"), ("text2", "rail"), ("text2", "window"), ("accent", "sel"), ("accent", "soft"),
    ("accent", "rail"), ("accent", "surface"), ("accent", "window"), ("on", "accent"), ("on", "accent_hi"),
    ("on", "accent_dn"), ("err", "sel"), ("err", "errs"), ("err", "surface"), ("warn", "warns"),
    ("warn", "surface"), ("ok", "oks"), ("ok", "surface"), ("info", "infos"), ("prov", "provs"),
    ("prov", "surface"), ("seal", "surface"), ("text", "sel"), ("text", "surface"), ("text", "window"),
    ("toast_text", "toast"), ("toast_link", "toast"),
]  # fmt: skip
DRAWN = [("line2", "surface"), ("chart1", "surface"), ("accent", "soft"), ("warn", "surface")]


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2."""
    parts = [channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
             for channel in QColor(colour).getRgbF()[:3]]  # fmt: skip
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, two: str) -> float:
    """1 … 21."""
    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_formula() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#64726D", "#F3F6F4") == pytest.approx(4.63, abs=0.01)


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_is_readable(name: str, ink: str, ground: str) -> None:
    colours = tokens(name)
    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), DRAWN)
def test_marks_are_seen(name: str, ink: str, ground: str) -> None:
    colours = tokens(name)
    assert contrast(colours[ink], colours[ground]) >= 3


def test_light_and_dark_have_the_same_tokens() -> None:
    assert list(tokens("light")) == list(tokens("dark"))


def test_every_token_of_the_sheet_is_replaced() -> None:
    template = resource_path("themes", "theme.qss").read_text("utf-8")
    icons = {name: f"/{name}.svg" for name in re.findall(r"@icon:([a-z-]+)", template)}
    sheet = style_sheet(template, tokens("light"), icons)
    assert "@" not in sheet


def test_icons_and_palette_follow_the_theme(kit: Kit) -> None:
    kit.theme.set_mode("light")
    light = kit.theme.pixmap("check", "accent", 16).toImage()
    kit.theme.set_mode("dark")
    assert kit.theme.color("accent").name().upper() == tokens("dark")["accent"]
    assert kit.theme.pixmap("check", "accent", 16).toImage() != light
    kit.theme.set_mode("light")


def test_only_used_icons_are_shipped() -> None:
    sources = "".join(path.read_text("utf-8") for path in Path(ui.__file__).parent.rglob("*.py"))
    unused = [file.stem for file in resource_path("icons").glob("*.svg") if f'"{file.stem}"' not in sources]
    assert unused == []


def test_lists_have_the_font_of_the_window_whatever_the_system_has_for_them(kit: Kit, qtbot: QtBot) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.setFont(QFont("Serif", 30), LISTS)
    table = QTableView()
    qtbot.addWidget(table)
    table.show()
    assert table.font() != app.font()
    one_font(app)
    qtbot.waitUntil(lambda: table.font() == app.font())
    late = QTableView()
    qtbot.addWidget(late)
    assert late.font() == app.font()
