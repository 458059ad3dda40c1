"""Rules of the house that a machine can check."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APP = ROOT / "app"
FILES = sorted(APP.rglob("*.py"))


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), filename=str(path))


def test_imports_run_one_way() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", sorted((APP / "domain").rglob("*.py")), ids=relative)
def test_no_float_in_the_domain(path: Path) -> None:
    for node in ast.walk(tree_of(path)):
        literal = isinstance(node, ast.Constant) and isinstance(node.value, float | complex)
        named = isinstance(node, ast.Name) and node.id == "float"
        assert not literal, f"{relative(path)}:{node.lineno} has a float literal"
        assert not named, f"{relative(path)}:{node.lineno} names float"


@pytest.mark.parametrize("path", FILES, ids=relative)
def test_files_and_functions_stay_short(path: Path) -> None:
    lines = path.read_text("utf-8").count("\n")
    assert lines <= 500, f"{lines} lines"
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= 60, f"{relative(path)}:{node.lineno} {node.name} has {length} lines"


@pytest.mark.parametrize("path", FILES, ids=relative)
def test_every_file_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(tree_of(path)), "no module docstring"


@pytest.mark.parametrize("path", FILES, ids=relative)
def test_nothing_is_printed_or_left_undone(path: Path) -> None:
    source = path.read_text("utf-8")
    assert "TODO" not in source
    assert "FIXME" not in source
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in ("print", "breakpoint"), f"line {node.lineno}"
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Name):
            assert node.exc.id != "NotImplementedError", f"line {node.lineno}"


def loaded_by(*words: str) -> set[str]:
    """The names of all modules that a command has loaded when it ends."""
    program = (
        "import sys\nfrom app.main import main\nstatus = main(sys.argv[1:])\n"
        "sys.stdout = sys.__stderr__\nprint('\\n' + ' '.join(sys.modules))\nsys.exit(status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *words],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return set(done.stderr.splitlines()[-1].split())


@pytest.mark.parametrize("words", [("scheme", "templates"), ("--help",), ("nonsense",)], ids=" ".join)
def test_a_command_never_imports_qt_nor_what_it_does_not_use(words: tuple[str, ...]) -> None:
    loaded = loaded_by(*words)
    assert "app.cli.run" in loaded
    assert not {name for name in loaded if name.partition(".")[0] == "PySide6"}
    assert not loaded & {"pandas", "openpyxl", "reportlab", "pypdfium2", "numpy"}


def test_the_domain_loads_nothing_of_the_outer_rooms() -> None:
    program = (
        "import sys, importlib\nfor name in sys.argv[1:]: importlib.import_module(name)\nprint(' '.join(sys.modules))"
    )
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in (APP / "domain").rglob("[a-z]*.py")]
    done = subprocess.run(
        [sys.executable, "-c", program, *names], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    rooms = {name.split(".")[1] for name in done.stdout.split() if name.startswith("app.")}
    assert rooms == {"domain"}
    assert "sqlite3" not in done.stdout.split()
