"""Accepts how the window looks now: retakes the pictures in tests/reference/screens that are missing or differ.

uv run build/screens.py
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCREENS = ROOT / "tests" / "reference" / "screens"


def main() -> int:
    """Let the test write what differs, and put each new picture in the place of the old."""
    test = [sys.executable, "-m", "pytest", "tests/ui/test_screens.py", "-n0", "--tb=no"]
    subprocess.run(test, cwd=ROOT, check=False)
    for new in sorted(SCREENS.glob("*.new.png")):
        kept = new.with_name(new.name.replace(".new.png", ".png"))
        print(new.replace(kept).relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
