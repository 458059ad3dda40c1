"""The words of a command, read with argparse; its complaints are said in the chosen language."""

import argparse
import re
from collections.abc import Callable
from typing import Any, NoReturn, TypeAlias

from app.cli.console import Console
from app.texts import Texts

Handler: TypeAlias = Callable[["Call"], int]
"""A command: does the work through a service, prints the answer, gives the exit status."""


class Call:
    """One call of a command: its words, the catalogue, and where the answer goes."""

    def __init__(self, words: argparse.Namespace, console: Console) -> None:
        self.words: Any = words
        self.console = console
        self.texts = console.texts

    @property
    def as_json(self) -> bool:
        """Whether the answer is one JSON object."""
        return bool(getattr(self.words, "json", False))


# argparse says what is wrong in English sentences only; each is recognised here and said again from the catalogue.
_COMPLAINTS = (
    (r"the following arguments are required: (?P<names>.+)", "usage_required"),
    (r"unrecognized arguments: (?P<words>.+)", "usage_unknown"),
    (r"argument (?P<name>.+?): expected (one|at least one) argument", "usage_value"),
    (r"argument (?P<name>.+?): not allowed with argument (?P<other>.+)", "usage_together"),
    (r"one of the arguments (?P<names>.+) is required", "usage_one_of"),
    (
        r"argument (?P<name>.+?): invalid choice: '?(?P<word>.*?)'? \(choose from (?P<choices>.+)\)",
        "usage_choice",
    ),
    (r"argument (?P<name>.+?): (?P<message>(?s:.+))", "usage_bad"),
)


# What is shown for a value where the name that it is kept under says less.
_SHOWN = {
    "from_month": "MONTH",
    "for_month": "MONTH",
    "from_day": "DAY",
    "pay_date": "DAY",
    "best_month": "MONTH",
    "best_value": "VALUE",
    "out": "DIR",
    "merged": "FILE",
    "strips": "FILE",
    "sheet": "FILE",
    "hide": "FIELD,…",
    "backup_file": "FILE",
    "to": "FILE",
    "restore_to": "BOOK",
    "statement": "FILE",
    "history": "FILE",
    "template": "NAME",
    "template_name": "NAME",
    "columns": "HEAD=FIELD",
    "paper_values": "KEY=VALUE",
    "reason": "TEXT",
    "shop": "NAME",
    "team": "NAME",
    "position": "NAME",
    "agent_values": "KEY=VALUE",
    "shop_values": "KEY=VALUE",
    "remark_values": "KEY=VALUE",
}


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks the chosen language. Wrong words end the process with exit status 2."""

    def __init__(self, texts: Texts, **options: Any) -> None:
        super().__init__(
            add_help=False,
            allow_abbrev=False,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            **options,
        )
        self.texts = texts
        self.words = self.add_argument_group(texts("cli.heading_words"))
        self.options = self.add_argument_group(texts("cli.heading_options"))
        self.options.add_argument("-h", "--help", action="help", help=texts("cli.help_help"))

    def word(self, name: str, **options: Any) -> None:
        """A positional word; its explanation comes from the catalogue."""
        shown = {} if "choices" in options else {"metavar": _SHOWN.get(name, name.upper())}
        self.words.add_argument(name, **shown, help=self._explained(name), **options)

    def option(self, flag: str, *, name: str = "", group: Any = None, **options: Any) -> None:
        """An option with a value; ``name`` is where it is kept, if not the flag's own name."""
        kept = name or flag.removeprefix("--").replace("-", "_")
        shown = {} if "choices" in options else {"metavar": _SHOWN.get(kept, kept.upper())}
        (group or self.options).add_argument(flag, dest=kept, help=self._explained(kept), **shown, **options)

    def switch(self, flag: str) -> None:
        """An option without a value."""
        kept = flag.removeprefix("--").replace("-", "_")
        self.options.add_argument(flag, dest=kept, action="store_true", help=self._explained(kept))

    def _explained(self, name: str) -> str:
        return self.texts(f"cli.about_{name}").replace("%", "%%")

    def format_usage(self) -> str:
        """``用法：jixin …`` instead of ``usage: …``."""
        return self._local(super().format_usage())

    def format_help(self) -> str:
        """Help under headings of the chosen language."""
        return self._local(super().format_help())

    def _local(self, text: str) -> str:
        return text.replace("usage: ", self.texts("cli.heading_usage"), 1)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the words and how they go; exit status 2."""
        self.exit(2, f"{complaint(message, self.texts)}\n{self.format_usage()}")


def complaint(message: str, texts: Texts) -> str:
    """argparse's sentence in the chosen language; one that is not known is shown as it is."""
    for pattern, key in _COMPLAINTS:
        match = re.fullmatch(pattern, message)
        if match:
            return texts(f"cli.{key}", **{name: part.replace("'", "") for name, part in match.groupdict().items()})
    return texts("cli.usage_other", message=message)


class Menu:
    """All commands of the program, in groups: ``menu.command("roster import", handler)``."""

    def __init__(self, texts: Texts) -> None:
        self.texts = texts
        self.parser = Parser(texts, prog="jixin", description=texts("cli.about"), epilog=texts("cli.epilog"))
        self._groups: dict[str, Any] = {"": self._subcommands(self.parser)}

    def command(self, words: str, handler: Handler, **refused: Any) -> Parser:
        """A new command; its words and options are then added to the parser that is given back.

        ``refused`` are the fields that its JSON has beside ``stored`` and ``problems`` when nothing was done.
        """
        group, _, name = words.rpartition(" ")
        about = self.texts(f"cli.command_{words.replace(' ', '_')}")
        parser: Parser = self._group(group).add_parser(name, texts=self.texts, help=about, description=about)
        parser.set_defaults(handler=handler, refused=refused)
        return parser

    def _group(self, name: str) -> Any:
        if name not in self._groups:
            about = self.texts(f"cli.group_{name}")
            parser = self._groups[""].add_parser(name, texts=self.texts, help=about, description=about)
            self._groups[name] = self._subcommands(parser)
        return self._groups[name]

    def _subcommands(self, parser: Parser) -> Any:
        return parser.add_subparsers(
            title=self.texts("cli.heading_commands"),
            metavar="COMMAND",
            required=True,
            dest="command",
            parser_class=Parser,
        )
