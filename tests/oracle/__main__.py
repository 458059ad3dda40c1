"""python -m tests.oracle --seeds 1000 [--first 0]: many random books through the program and the oracle.

A seed that differs is run again with --first SEED --seeds 1.
"""

import argparse
import sys

from tests.oracle.compare import Tally, compared


def main() -> int:
    """Runs the books; exit status 1 where anything differs."""
    words = argparse.ArgumentParser(prog="python -m tests.oracle")
    words.add_argument("--seeds", type=int, default=1000, help="how many books")
    words.add_argument("--first", type=int, default=0, help="the first seed")
    asked = words.parse_args()
    tally, differing = Tally(), 0
    seeds = range(asked.first, asked.first + asked.seeds)
    for seed, lines in compared(seeds, tally=tally):
        if lines:
            differing += 1
            sys.stdout.write("\n".join([f"seed {seed}: program ≠ oracle", *(f"  {line}" for line in lines), ""]))
            sys.stdout.flush()
    for rule, count in sorted(tally.rules.items()):
        sys.stdout.write(f"{count:8d} {rule}\n")
    sys.stdout.write(
        f"{tally.agents} agent-months, {tally.blocked} of them blocked; {tally.months} months, {tally.sealed} sealed\n"
        f"{differing} of {asked.seeds} books differ\n"
    )
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
