"""The longer run: ``python -m tests.fuzz --minutes 30``. Prints what broke, with the seed that breaks it again."""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
import traceback

from tests.fuzz.damage import mutated, noise
from tests.fuzz.test_formats import WHOLE, opened


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--minutes", type=float, default=5.0)
    asked.add_argument("--seed", type=int, default=0, help="the first round's seed")
    options = asked.parse_args()
    os.environ["PATH"] = ""
    files = {kind: make() for kind, make in WHOLE.items()}
    until, seed, broken = time.monotonic() + options.minutes * 60, options.seed, 0
    while time.monotonic() < until:
        rng = random.Random(seed)
        kind = rng.choice(["noise", *files])
        data = noise(rng) if kind == "noise" else mutated(files[kind], rng)
        started = time.monotonic()
        try:
            opened(data)
        except BaseException:  # noqa: BLE001 - a panic of a library is what we look for
            broken += 1
            print(f"seed {seed}, {kind}, {len(data)} bytes:")
            traceback.print_exc(limit=4, file=sys.stdout)
        if (took := time.monotonic() - started) > 2:
            broken += 1
            print(f"seed {seed}, {kind}: {took:.1f} s")
        seed += 1
    print(f"{seed - options.seed} rounds, {broken} broke")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
