"""Says whether all is clean: format, lint, types, contracts between the layers, tests.

uv run build/check.py            everything
uv run build/check.py lint       only the steps of that name
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

STEPS = {
    "format": ("ruff", "format", "--check", "."),
    "lint": ("ruff", "check", "."),
    "types": ("pyright",),
    "contracts": ("lint-imports",),
    "tests": (sys.executable, "-m", "pytest"),
}


def main(wished: list[str]) -> int:
    """Run the steps in order, all of them even if one fails; exit status 0 when all are clean."""
    unknown = [name for name in wished if name not in STEPS]
    if unknown:
        print(f"no such step: {' '.join(unknown)}; there are {' '.join(STEPS)}", file=sys.stderr)
        return 2
    failed = [name for name in wished or list(STEPS) if not _clean(name)]
    print(f"\nnot clean: {', '.join(failed)}" if failed else "\nall clean")
    return 1 if failed else 0


def _clean(name: str) -> bool:
    print(f"\n== {name}: {' '.join(STEPS[name])}", flush=True)
    return subprocess.run(STEPS[name], cwd=ROOT, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
