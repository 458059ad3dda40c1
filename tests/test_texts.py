"""The catalogue: complete in three languages, nothing said without words, no words that nothing says."""

import ast
import json
import re
from pathlib import Path
from string import Formatter

import pytest

from app.texts import LANGUAGES
from app.wording.problems import AREAS as AREAS_OF_PROBLEMS

ROOT = Path(__file__).resolve().parent.parent
I18N = ROOT / "resources" / "i18n"
AREAS = sorted(path.name for path in (I18N / "zh_CN").glob("*.json"))

# Mainland spellings that Big5 knows too, as rare characters: they are not Taiwanese usage either.
MAINLAND = set("万与价体党听据适几术")


# Words that stand in sheets as the owner types them, in every language of the program.
SHEET_WORDS = re.compile("外包成员|售前|售后|主管|综合|投诉|表扬|迟到|大单|替班|聊天质检|态度")


def entries(language: str, area: str) -> dict[str, str]:
    return json.loads((I18N / language / area).read_text("utf-8"))


def placeholders(text: str) -> list[tuple[str, str]]:
    return sorted((name, style or "") for _, name, style, _ in Formatter().parse(text) if name is not None)


def test_every_language_has_every_file() -> None:
    for language in LANGUAGES:
        assert sorted(path.name for path in (I18N / language).glob("*.json")) == AREAS


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_same_keys_and_placeholders(language: str, area: str) -> None:
    ours, chinese = entries(language, area), entries("zh_CN", area)
    assert sorted(ours) == sorted(chinese)
    for name, text in ours.items():
        assert text.strip() or not chinese[name].strip(), f"{area} {name} is blank"
        assert placeholders(text) == placeholders(chinese[name]), f"{area} {name}"


def is_simplified(char: str) -> bool:
    """Whether a Chinese character is not one that Taiwan's Big5 has for use."""
    if not "\u4e00" <= char <= "\u9fff":
        return False
    try:
        char.encode("cp950")
    except UnicodeEncodeError:
        return True
    return char in MAINLAND


@pytest.mark.parametrize("area", AREAS)
def test_taiwanese_has_no_simplified_characters(area: str) -> None:
    for name, text in entries("zh_TW", area).items():
        if name == "language_zh_CN":  # a language is named in itself
            continue
        found = {char for char in SHEET_WORDS.sub("", text) if is_simplified(char)}
        assert not found, f"{area} {name}: {''.join(sorted(found))} in {text}"


@pytest.mark.parametrize("area", AREAS)
def test_english_has_no_chinese_sentences(area: str) -> None:
    """Words of the sheets and of the trade may stand in English texts, whole sentences may not."""
    for name, text in entries("en", area).items():
        assert not re.search(r"[，。；]", text), f"{area} {name}: {text}"


# --- codes used in the program against the words in the catalogue


SOURCES = [(path, ast.parse(path.read_text("utf-8"))) for path in sorted((ROOT / "app").rglob("*.py"))]


def string_arguments(name: str, keyword: str = "") -> set[str]:
    """The first argument (or the keyword) of every call of ``name`` where it is a plain string."""
    found: set[str] = set()
    for _, tree in SOURCES:
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if called != name:
                continue
            given = [one.value for one in node.keywords if one.arg == keyword] or node.args[:1]
            for one in given:
                found |= strings_of(one)
    return found


def strings_of(node: ast.expr) -> set[str]:
    """The strings that an expression may be: a literal, or either side of a choice."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return {node.value}
    if isinstance(node, ast.IfExp):
        return strings_of(node.body) | strings_of(node.orelse)
    return set()


def keys(*areas: str) -> set[str]:
    return {name for area in areas if f"{area}.json" in AREAS for name in entries("zh_CN", f"{area}.json")}


def test_every_problem_has_words() -> None:
    codes = string_arguments("error") | string_arguments("warning") | string_arguments("Problem", "code")
    codes -= {code for code in codes if not re.fullmatch(r"[a-z][a-z0-9_]*", code)}
    assert not sorted(codes - keys(*AREAS_OF_PROBLEMS))


@pytest.mark.parametrize(("made_by", "area"), [("Flag", "flag"), ("Pending", "pending"), ("Trace", "trace")])
def test_every_flag_pending_and_trace_has_words(made_by: str, area: str) -> None:
    codes = string_arguments(made_by, "rule" if made_by == "Trace" else "code")
    assert not sorted(codes - keys(area))


def words_in_the_program() -> set[str]:
    """Every plain string of the program, and the fixed parts of its f-strings."""
    found: set[str] = set()
    for _, tree in SOURCES:
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    return found


def test_every_key_named_in_the_program_exists() -> None:
    areas = {area.removesuffix(".json") for area in AREAS}
    named = {
        word
        for word in words_in_the_program()
        if re.fullmatch(r"[a-z_]+\.[a-z0-9_]+", word) and word.partition(".")[0] in areas
    }
    catalogue = {f"{area.removesuffix('.json')}.{name}" for area in AREAS for name in entries("zh_CN", area)}
    # A key that ends with "_" is the fixed part of an f-string: ``f"cli.head_{name}"``.
    missing = {key for key in named - catalogue if not any(one.startswith(key) for one in catalogue)}
    files = {key for key in missing if key.endswith((".json", ".py"))}
    assert not sorted(missing - files)


@pytest.mark.parametrize(
    "area",
    [
        "cli.json",
        "ui.json",
        "ui_import.json",
        "ui_schemes.json",
        "ui_papers.json",
        "ui_month.json",
        "ui_agents.json",
        "ui_entry.json",
        "ui_settings.json",
        "document.json",
    ],
)
def test_no_words_that_nothing_says(area: str) -> None:
    if area not in AREAS:
        pytest.skip("no such area")
    stem = area.removesuffix(".json")
    words = words_in_the_program()
    beginnings = tuple({word.removeprefix(f"{stem}.") for word in words if word.endswith("_")})
    for name in entries("zh_CN", area):
        used = f"{stem}.{name}" in words or name in words or name.startswith(beginnings)
        assert used, f"{area} {name} is not used"
