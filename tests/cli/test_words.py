"""Wrong words: exit status 2, a sentence in the chosen language, nothing on standard output."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.main import main, saved_language

WRONG = [
    (["nonsense"], "没有「nonsense」"),
    (["book"], "还没写：COMMAND"),
    (["book", "new", "a.jixin"], "--shop"),
    (["book", "new", "a.jixin", "--shop", "店", "--platform", "ebay"], "没有「ebay」"),
    (["compute", "a.jixin"], "还没写：MONTH"),
    (["compute", "a.jixin", "2026-13"], "「2026-13」不是月份"),
    (["compute", "a.jixin", "十月"], "「十月」不是月份"),
    (["compute", "a.jixin", "2026-10", "--pay-date", "2026-02-30"], "「2026-02-30」不是日期"),
    (["compute", "a.jixin", "2026-10", "--pay-date"], "--pay-date 后面要写一个值"),
    (["compute", "a.jixin", "2026-10", "extra"], "不认识：extra"),
    (["import", "a.jixin", "--month", "2026-10"], "还没写：FILE"),
    (["import", "a.jixin", "b.xlsx"], "还没写：--month"),
    (["adjust", "a.jixin", "2026-10", "A001", "1e3", "--reason", "x"], "「1e3」不是数字"),
    (["agent", "set", "a.jixin", "A001", "base", "--from", "2026-10"], "名称=值"),
    (["agent", "set", "a.jixin", "A001", "wage=1", "--from", "2026-10"], "没有「wage」这一项"),
    (["shop", "set", "a.jixin", "店", "colour=red"], "没有「colour」这一项"),
    (["target", "set", "a.jixin", "orders", "1", "--grade", "P2", "--agent", "A1", "--from", "2026-10"], "只能写一个"),
    (
        ["scheme", "use", "a.jixin", "t", "--position", "售前", "--shop", "店", "--team", "组", "--from", "2026-10"],
        "只能写一个",
    ),
    (["sheet", "template", "wages", "a.xlsx"], "没有「wages」"),
    (["payslips", "a.jixin", "2026-10", "--out", "d", "--paper", "b5"], "没有「b5」"),
    (["payslips", "a.jixin", "2026-10", "--out", "d", "--strips"], "--strips 后面要写一个值"),
    (["payslips", "a.jixin", "2026-10", "--out", "d", "--password", "1234"], "没有「1234」"),
    (["payslips", "a.jixin", "2026-10", "--out", "d", "--trace", "deep"], "没有「deep」"),
    (["paper", "set", "a.jixin", "font=big"], "没有「font」这一项"),
    (["bank", "template", "a.jixin", "某行", "b.xlsx", "金额"], "名称=值"),
    (["year", "a.jixin", "A001", "今年"], "今年"),
]


@pytest.mark.parametrize(
    ("words", "sentence"), WRONG, ids=lambda value: " ".join(value) if isinstance(value, list) else ""
)
def test_wrong_words(jixin, words: list[str], sentence: str) -> None:
    said = jixin(*words)
    assert said.status == 2
    assert said.out == ""
    assert sentence in said.err
    assert "用法：jixin" in said.err


@pytest.mark.parametrize(("language", "sentence"), [("zh_TW", "沒有「nonsense」"), ("en", "there is no “nonsense”")])
def test_the_language_is_chosen_anywhere_in_the_call(jixin, language: str, sentence: str) -> None:
    assert sentence in jixin("--lang", language, "nonsense").err
    assert sentence in jixin("nonsense", "--lang", language).err


def test_the_language_of_the_environment(jixin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIXIN_LANG", "en")
    assert "Still missing" in jixin("book").err
    monkeypatch.setenv("JIXIN_LANG", "fr")
    monkeypatch.setattr("app.main.saved_language", lambda: "zh_TW")
    assert "還沒寫" in jixin("book").err


@pytest.mark.parametrize("words", [["--lang", "fr", "demo"], ["demo", "--lang"]], ids=" ".join)
def test_a_language_that_there_is_not(jixin, words: list[str]) -> None:
    said = jixin(*words)
    assert said.status == 2
    assert "zh_CN, zh_TW, en" in said.err


def test_the_saved_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.main.settings_file", lambda: tmp_path / "settings.json")
    assert saved_language() == ""
    for text, language in (('{"language": "en"}', "en"), ("{}", ""), ("[]", ""), ("not json", "")):
        (tmp_path / "settings.json").write_text(text, "utf-8")
        assert saved_language() == language


def test_output_is_utf8_wherever_it_goes() -> None:
    """A console of another code page, and Windows line ends, change nothing."""
    done = subprocess.run(
        [sys.executable, "-m", "app", "scheme", "templates", "--json"],
        env={**os.environ, "PYTHONIOENCODING": "gbk", "PYTHONUTF8": "0", "LC_ALL": "C"},
        capture_output=True,
        check=True,
    )
    assert "转化阶梯提成" in done.stdout.decode("utf-8")
    assert b"\r" not in done.stdout


def test_help_is_on_standard_output(jixin) -> None:
    said = jixin("import", "--help")
    assert said.status == 0
    assert said.out.startswith("用法：jixin import")
    assert said.err == ""


@pytest.mark.parametrize("language", ["zh_CN", "zh_TW", "en"])
def test_every_command_has_help(jixin, language: str) -> None:
    for words in (
        ["demo"],
        ["book", "new"],
        ["roster", "import"],
        ["roster", "list"],
        ["scheme", "templates"],
        ["scheme", "use"],
        ["scheme", "export"],
        ["scheme", "import"],
        ["import"],
        ["incidents", "import"],
        ["marks", "import"],
        ["marks", "list"],
        ["target", "set"],
        ["account", "move"],
        ["agent", "set"],
        ["shop", "set"],
        ["waive"],
        ["adjust"],
        ["sheet", "template"],
        ["metrics"],
        ["compute"],
        ["explain"],
        ["payslips"],
        ["register"],
        ["seal"],
    ):
        said = jixin("--lang", language, *words, "--help")
        assert said.status == 0, words
        assert " ".join(words) in said.out.splitlines()[0]


def test_without_a_screen_there_is_a_sentence_and_no_crash(monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("other systems always have a screen")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert main([]) == 1
    assert "没有屏幕" in capsys.readouterr().err
