"""Composition root: decides between window and command, builds what both need, and is the outermost edge."""

import argparse
import gc
import json
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from platformdirs import user_config_path, user_log_path

from app.texts import DEFAULT_LANGUAGE, LANGUAGES, Texts

BOOK_SUFFIX = ".jixin"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program: no word or the path of a book opens the window, anything else is a command.

    Returns the exit status: 0 done, 1 not allowed, 2 wrong words, 3 done with leftovers.
    """
    wished, words = _wished_language(list(sys.argv[1:] if argv is None else argv))
    texts = Texts(wished if wished in LANGUAGES else chosen_language())
    if wished is not None and wished not in LANGUAGES:
        return _wrong_language(wished, texts)
    if not words:
        return _window(None, texts)
    if len(words) == 1 and words[0].casefold().endswith(BOOK_SUFFIX):
        return _window(Path(words[0]), texts)
    return _command(words, texts)


def _window(book: Path | None, texts: Texts) -> int:
    if _without_screen():
        sys.stderr.write(texts("cli.no_screen") + "\n")
        return 1
    gc.disable()  # until the window is painted: a tenth of the time to there
    from app.ui.splash import application, end_if_timed, show_splash

    splash = show_splash(application())
    end_if_timed("splash")
    from app.ui.application import run_window

    return run_window(book, texts, splash)


def _without_screen() -> bool:
    """Whether there is no screen to open a window on; Qt would end the process over it."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform.startswith("linux") and not any(os.environ.get(name) for name in named)


def _command(words: list[str], texts: Texts) -> int:
    from app.cli.console import standard_console

    console = standard_console(texts)
    try:
        from app.cli.run import run

        return run(words, console)
    except KeyboardInterrupt:
        console.note(texts("cli.interrupted"))
        return 1
    except BrokenPipeError:  # the reader of our output went away (``| head``)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as fault:
        console.note(texts("cli.os_error", file=fault.filename or "", reason=fault.strerror or str(fault)))
        return 1
    except Exception as fault:  # the edge: a bug becomes a sentence and a log
        console.note(texts("cli.bug", kind=type(fault).__name__, log=log_bug(fault)))
        return 1
    finally:
        console.close()


def log_bug(fault: BaseException) -> str:
    """Append where the fault happened to the log and give the log's path, "" if it cannot be written.

    Only its type and the places in the code are kept: messages and values may hold names or amounts.
    """
    import traceback

    path = user_log_path("jixin", appauthor=False) / "jixin.log"
    frames = traceback.extract_tb(fault.__traceback__)
    lines = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as log:
            moment = datetime.now(UTC).isoformat(timespec="seconds")
            log.write(f"{moment} " + " < ".join([type(fault).__name__, *reversed(lines)]) + "\n")
    except OSError:
        return ""
    return str(path)


def _wished_language(words: list[str]) -> tuple[str | None, list[str]]:
    """The value of ``--lang``, None without it, and the other words."""
    parser = argparse.ArgumentParser(prog="jixin", add_help=False, allow_abbrev=False)
    parser.add_argument("--lang", nargs="?", const="")
    found, others = parser.parse_known_args(words)
    return found.lang, others


def _wrong_language(wished: str, texts: Texts) -> int:
    from app.cli.console import standard_console

    console = standard_console(texts)
    console.note(texts("cli.usage_choice", name="--lang", word=wished, choices=", ".join(LANGUAGES)))
    console.close()
    return 2


def chosen_language() -> str:
    """The language of JIXIN_LANG, else the one chosen in the window, else Simplified Chinese."""
    for language in (os.environ.get("JIXIN_LANG", ""), saved_language()):
        if language in LANGUAGES:
            return language
    return DEFAULT_LANGUAGE


def settings_file() -> Path:
    """Where this person's settings are kept."""
    return user_config_path("jixin", appauthor=False) / "settings.json"


def saved_language() -> str:
    """The language chosen in the window, "" if none was."""
    try:
        return str(json.loads(settings_file().read_text("utf-8")).get("language", ""))
    except (OSError, ValueError, AttributeError):
        return ""
