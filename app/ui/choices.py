"""What the menu and the settings page offer alike: language, look, guide, keys, about."""

from functools import partial
from typing import TYPE_CHECKING

from app.ui.book_actions import BookActions
from app.ui.kit import Kit
from app.ui.window_menu import WindowMenu

if TYPE_CHECKING:
    from app.ui.pages.settings_page import SettingsPage


def join_choices(source: "WindowMenu | SettingsPage", kit: Kit, actions: BookActions) -> None:
    """Let a choice take effect at once, and be remembered."""

    def language_chosen(language: str) -> None:
        kit.settings.put("language", language)
        kit.words.set_language(language)

    def mode_chosen(mode: str) -> None:
        kit.settings.put("mode", mode)
        kit.theme.set_mode(mode)

    source.language_chosen.connect(language_chosen)
    source.mode_chosen.connect(mode_chosen)
    source.guide_asked.connect(partial(actions.read, "guide"))
    source.keys_asked.connect(partial(actions.read, "keys"))
    source.about_asked.connect(actions.about)
