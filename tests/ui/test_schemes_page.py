"""The schemes page: versions, items and rules in words, templates put in force, files in and out."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from app.domain.month import PayMonth
from app.domain.scheme import Scheme, given
from app.domain.schemefile import read_scheme
from app.services.schemes import templates
from app.texts import LANGUAGES, Texts
from app.ui.dialogs.compare_dialog import CompareDialog
from app.ui.dialogs.template_dialog import TemplateDialog
from app.ui.main_window import MainWindow
from app.ui.models.pay_words import scheme_view
from app.ui.models.scheme_view import SchemeView
from app.ui.models.scheme_words import SchemeWords
from app.ui.pages.schemes_page import SchemesPage
from app.ui.widgets.table import TableView

Settle = Callable[[], None]


@pytest.fixture
def page(opened: MainWindow, settle: Settle) -> SchemesPage:
    """The schemes page over the demonstration book."""
    opened.show_page("schemes")
    settle()
    found = opened.pages["schemes"]
    assert isinstance(found, SchemesPage)
    return found


def view_of(name: str, language: str = "zh_CN") -> SchemeView:
    """A template in words."""
    scheme = next(template.scheme for template in templates() if template.id == name)
    return scheme_view(scheme, SchemeWords(Texts(language)))


def every_scheme() -> list[Scheme]:
    """All templates."""
    return [template.scheme for template in templates()]


def choose(page: SchemesPage, position: str) -> None:
    """Turn to the scheme of a position."""
    texts = [page.places.itemText(at) for at in range(page.places.count())]
    page.places.setCurrentIndex(next(at for at, text in enumerate(texts) if text.startswith(position)))


def pick(qtbot: QtBot, box: QComboBox, text: str) -> None:
    """Choose an entry of a drop-down with the keys."""
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Home)
    for _ in range(box.findText(text)):
        qtbot.keyClick(box, Qt.Key.Key_Down)
    assert box.currentText() == text


def name_position(qtbot: QtBot, dialog: TemplateDialog, name: str) -> None:
    """Type a position that the book does not have."""
    pick(qtbot, dialog.position, "其他…")
    assert dialog.other.isVisible()
    dialog.other.insert(name)


def test_tiers_are_read_out_as_they_were_typed() -> None:
    view = view_of("conversion-tiered")
    card = next(row.card for row in view.pay if row.key == "pay:commission")
    assert card.tables[0].rows == (
        ("40\u00a0%", "6\u00a0%"),
        ("35\u00a0%", "4\u00a0%"),
        ("30.5\u00a0%", "3.5\u00a0%"),
        ("30\u00a0%", "3\u00a0%"),
        ("0\u00a0%", "1.5\u00a0%"),
    )
    ladder = next(row.card for row in view.pay if row.key == "pay:followup")
    assert [row[1] for row in ladder.tables[0].rows] == ["3", "2", "1", "0.5"]


def test_bands_end_with_what_is_below_the_last() -> None:
    scheme, problems = read_scheme(
        json.dumps(
            {
                "format": "jixin-scheme/1",
                "name": "试",
                "items": [
                    {
                        "id": "a",
                        "name": "转化",
                        "full": "60",
                        "metric": "inquiry_conversion",
                        "rule": {"type": "bands", "better": "more", "bands": [["0.30", "30"], ["0.315", "60"]]},
                    },
                    {
                        "id": "b",
                        "name": "响应",
                        "full": "40",
                        "metric": "response_seconds",
                        "rule": {"type": "bands", "better": "less", "bands": [["30", "20"], ["15", "40"]]},
                    },
                ],
                "pay": [],
            }
        ).encode()
    )
    assert scheme is not None, problems
    more, less = (row.card.tables[0] for row in scheme_view(scheme, SchemeWords(Texts())).items)
    assert more.rows == (("31.5\u00a0%", "60"), ("30\u00a0%", "30"), ("不到 30\u00a0%", "0"))
    assert less.rows == (("15 秒", "40"), ("30 秒", "20"), ("超过 30 秒", "0"))
    assert less.heads == ("不超过", "得分")
    assert more.note == "含起点：达到 31.5\u00a0% 就算"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_template_has_words_for_all_it_says(language: str) -> None:
    for scheme in every_scheme():
        view = scheme_view(scheme, SchemeWords(Texts(language)))
        assert len(view.items) == len(scheme.every_item) + len(given(scheme.bonuses, ()))
        assert [row.name for row in view.pay][: len(scheme.pay)] == [item.name for item in scheme.pay]
        assert view.total in (100, 0)
        for row in (*view.items, *view.pay):
            assert row.card.facts
            assert all(text for _, text in row.card.facts)


def test_composites_stand_over_their_parts() -> None:
    view = view_of("taobao-presales")
    depths = [row.depth for row in view.items]
    assert 1 in depths
    assert all(row.weight is None for row in view.items if row.depth)


def test_the_page_shows_what_is_in_force(page: SchemesPage, settle: Settle) -> None:
    stored = page.shown()
    assert stored is not None
    assert page.versions.currentText() == "版本 1　从 2026 年 8 月起"
    assert page.editor.lists.items.rows.rowCount() == len(scheme_view(stored.scheme, SchemeWords(Texts())).items)
    assert page.editor.card.name.text() == stored.scheme.items[0].name
    assert not page.save.isEnabled()
    assert page.save.toolTip() == "还没有改动"


def test_choosing_a_pay_item_lets_go_of_the_score_item(page: SchemesPage, qtbot: QtBot) -> None:
    lists = page.editor.lists
    lists.choose("pay/0")
    assert not lists.items.currentIndex().isValid()
    assert page.editor.card.name.text() == "底薪"
    first = lists.items.model().index(0, 0)
    qtbot.mouseClick(lists.items.viewport(), Qt.MouseButton.LeftButton, pos=lists.items.visualRect(first).center())
    assert page.editor.card.name.text() == first.data()
    assert not lists.pay.currentIndex().isValid()


def test_the_weights_bar_chooses(page: SchemesPage, qtbot: QtBot) -> None:
    bar = page.editor.lists.bar
    rects = bar._rects()
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=rects[-1].center().toPoint())
    assert page.editor.card.name.text() == bar._segments[-1][1]


def test_a_template_is_put_in_force(page: SchemesPage, qtbot: QtBot, settle: Settle) -> None:
    told: list[str] = []
    page.told.connect(told.append)
    page.ask_template()
    settle()
    dialog = page.acts.dialog
    assert isinstance(dialog, TemplateDialog)
    assert dialog.table is not None
    names = [row.id for row in dialog.table.rows.shown_rows]
    dialog.table.choose(names.index("split-salary-presales"))
    name_position(qtbot, dialog, "直播客服")
    assert "直播客服" in dialog._effect.text()
    qtbot.mouseClick(dialog.use, Qt.MouseButton.LeftButton)
    settle()
    assert told == ["直播客服从 2026 年 10 月起按新方案算"]
    stored = page.shown()
    assert stored is not None
    assert (stored.position, stored.from_month) == ("直播客服", PayMonth(2026, 10))


def ask_template(page: SchemesPage, settle: Settle) -> tuple[TemplateDialog, TableView]:
    """The dialog with the templates."""
    page.ask_template()
    settle()
    dialog = page.acts.dialog
    assert isinstance(dialog, TemplateDialog)
    assert dialog.table is not None
    return dialog, dialog.table


@pytest.mark.qt_log_ignore("raise\\(\\)", "grabbing the keyboard", extend=True)
def test_a_template_proposes_its_own_position_until_one_is_picked(
    page: SchemesPage, qtbot: QtBot, settle: Settle
) -> None:
    dialog, table = ask_template(page, settle)
    made_for = [row.position for row in table.rows.shown_rows]
    assert set(made_for) == {"售前", "售后", "VIP", "主管", "综合", "外包"}
    assert page._chosen_place() != ("售前", "", "")
    qtbot.mouseClick(dialog.position, Qt.MouseButton.LeftButton)
    assert dialog.position.view().isVisible()
    dialog.position.hidePopup()
    for at, position in enumerate(made_for):
        table.choose(at)
        assert dialog.position.currentText() == position
    pick(qtbot, dialog.position, "主管")
    table.choose(0)
    assert made_for[0] != "主管"
    assert dialog.position.currentText() == "主管"
    dialog.reject()


def test_enter_in_a_field_puts_nothing_in_force(page: SchemesPage, qtbot: QtBot, settle: Settle) -> None:
    dialog, table = ask_template(page, settle)
    name_position(qtbot, dialog, "夜班")
    for field in (dialog.other, dialog.position, dialog.month, table):
        field.setFocus()
        qtbot.keyClick(field, Qt.Key.Key_Return)
        assert dialog.isVisible()
    dialog.use.setFocus()
    qtbot.keyClick(dialog.use, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    settle()
    assert page.places.currentText().startswith("夜班")


def test_what_a_template_would_replace_is_said(page: SchemesPage, qtbot: QtBot, settle: Settle) -> None:
    for name in ("split-salary-presales", "conversion-tiered"):
        dialog, table = ask_template(page, settle)
        table.choose([row.id for row in table.rows.shown_rows].index(name))
        pick(qtbot, dialog.position, "主管")
        replaces = name == "conversion-tiered"
        assert dialog.use.text() == ("替换" if replaces else "用这个方案")
        old = next(each.scheme.name for each in templates() if each.id == "split-salary-presales")
        assert (f"换掉同一个月起的「{old}」" in dialog._effect.text()) is replaces
        qtbot.mouseClick(dialog.use, Qt.MouseButton.LeftButton)
        settle()
        shown = page.shown()
        assert shown is not None
        assert (shown.position, shown.from_month) == ("主管", PayMonth(2026, 10))


def test_the_version_that_was_put_in_force_is_shown(page: SchemesPage, qtbot: QtBot, settle: Settle) -> None:
    dialog, _ = ask_template(page, settle)
    pick(qtbot, dialog.position, "售后")
    pick(qtbot, dialog.month, "2026 年 12 月")
    qtbot.mouseClick(dialog.use, Qt.MouseButton.LeftButton)
    settle()
    shown = page.shown()
    assert shown is not None
    assert (shown.position, shown.from_month) == ("售后", PayMonth(2026, 12))


def test_the_dialog_says_what_is_missing(page: SchemesPage, qtbot: QtBot, settle: Settle) -> None:
    page.ask_template()
    settle()
    dialog = page.acts.dialog
    assert isinstance(dialog, TemplateDialog)
    name_position(qtbot, dialog, " ")
    qtbot.mouseClick(dialog.use, Qt.MouseButton.LeftButton)
    assert dialog.fault.text() == "还没填岗位"
    assert dialog.isVisible()
    dialog.reject()


def test_a_scheme_goes_out_and_in_again(page: SchemesPage, qtbot: QtBot, settle: Settle, tmp_path: Path) -> None:
    file = tmp_path / "方案.json"
    page.export_scheme(file)
    settle()
    shown = page.shown()
    assert shown is not None
    assert json.loads(file.read_text("utf-8"))["name"] == shown.scheme.name
    page.import_scheme(file)
    dialog = page.acts.dialog
    assert isinstance(dialog, TemplateDialog)
    name_position(qtbot, dialog, "夜班")
    qtbot.mouseClick(dialog.use, Qt.MouseButton.LeftButton)
    settle()
    assert page.places.currentText().startswith("夜班")
    again = page.shown()
    assert again is not None
    assert again.scheme == shown.scheme


def test_a_bad_file_is_told_in_words(page: SchemesPage, qtbot: QtBot, settle: Settle, tmp_path: Path) -> None:
    file = tmp_path / "坏.json"
    file.write_text('{"format": "jixin-scheme/1"}', "utf-8")
    page.import_scheme(file)
    dialog = page.acts.dialog
    assert isinstance(dialog, TemplateDialog)
    name_position(qtbot, dialog, "夜班")
    qtbot.mouseClick(dialog.use, Qt.MouseButton.LeftButton)
    settle()
    assert page.banner.isVisible()
    assert "坏.json" in page.banner.text()


def test_a_copy_is_put_in_force_for_others(page: SchemesPage, qtbot: QtBot, settle: Settle) -> None:
    before = page.shown()
    assert before is not None
    page.ask_duplicate()
    dialog = page.acts.dialog
    assert isinstance(dialog, TemplateDialog)
    name_position(qtbot, dialog, "夜班")
    qtbot.mouseClick(dialog.use, Qt.MouseButton.LeftButton)
    settle()
    after = page.shown()
    assert after is not None
    assert (after.position, after.scheme) == ("夜班", before.scheme)


def test_a_copy_for_others_does_not_end_what_is_being_edited(page: SchemesPage, qtbot: QtBot, settle: Settle) -> None:
    draft = page.editor.draft
    assert draft is not None
    draft.put(("pay", 0, "name"), "基本工资")
    page.ask_duplicate()
    dialog = page.acts.dialog
    assert isinstance(dialog, TemplateDialog)
    name_position(qtbot, dialog, "夜班")
    qtbot.mouseClick(dialog.use, Qt.MouseButton.LeftButton)
    settle()
    assert page.editor.draft is draft
    assert draft.dirty
    copied = next(each for each in page._loaded.stored if each.position == "夜班")
    assert copied.scheme.pay[0].name == "基本工资"
    draft.stack.undo()


def test_versions_are_compared(page: SchemesPage, settle: Settle, clipped: Callable[[QWidget], list[str]]) -> None:
    draft = page.editor.draft
    assert draft is not None
    draft.put(("pay", 0, "name"), "基本工资")
    page.ask_compare()
    dialog = page.acts.dialog
    assert isinstance(dialog, CompareDialog)
    settle()
    assert [dialog.before.currentText(), dialog.after.currentText()] == ["版本 1　从 2026 年 8 月起", "正在改的"]
    assert [(row.item, row.what, row.before, row.after) for row in dialog.model.shown_rows] == [
        ("基本工资", "名称", "底薪", "基本工资")
    ]
    assert dialog.count.text() == "1 处不同"
    assert clipped(dialog) == []
    dialog.after.setCurrentIndex(1)
    assert dialog.count.text() == "两版一样"
    dialog.reject()
    draft.stack.undo()


@pytest.mark.parametrize("leave", [False, True])
def test_leaving_asks_for_what_is_not_in_force(
    page: SchemesPage, opened: MainWindow, settle: Settle, monkeypatch: pytest.MonkeyPatch, leave: bool
) -> None:
    asked: list[str] = []

    def answer(_parent: QWidget, title: str, *_rest: str, **_more: object) -> bool:
        asked.append(title)
        return leave

    monkeypatch.setattr("app.ui.pages.schemes_page.ask", answer)
    opened.show_page("agents")
    assert asked == []
    opened.show_page("schemes")
    draft = page.editor.draft
    assert draft is not None
    draft.put(("pay", 0, "name"), "基本工资")
    opened.show_page("agents")
    assert asked == ["方案改了还没启用"]
    assert (opened.page.name == "agents") is leave
    assert page.editor.draft is not None
    assert page.editor.draft.dirty is not leave
    page.editor.draft.stack.undo()
    settle()


@pytest.mark.parametrize(
    ("language", "size"),
    [*((language, (1366, 688)) for language in LANGUAGES), ("en", (1093, 540)), ("en", (911, 450))],
)
def test_every_form_fits(
    opened: MainWindow,
    page: SchemesPage,
    clipped: Callable[[QWidget], list[str]],
    settle: Settle,
    size: tuple[int, int],
    language: str,
) -> None:
    opened.resize(*size)
    opened.kit.words.set_language(language)
    settle()
    faults: list[str] = []
    for pane in range(3):
        page.editor.panes.show_pane(pane)
        settle()
        faults += clipped(page)
    page.editor.panes.show_pane(1)
    for view in (page.editor.lists.items, page.editor.lists.pay):
        for row in range(view.rows.rowCount()):
            view.setCurrentIndex(view.rows.index(row))
            QApplication.processEvents()
            faults += clipped(page)
    assert faults == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_dialog_fits(
    opened: MainWindow, page: SchemesPage, clipped: Callable[[QWidget], list[str]], settle: Settle, language: str
) -> None:
    opened.kit.words.set_language(language)
    page.ask_template()
    settle()
    dialog = page.acts.dialog
    assert isinstance(dialog, TemplateDialog)
    assert clipped(dialog) == []
    dialog.reject()
