#!/usr/bin/env python3
"""Writes the corpus: expressions, and what CPython makes of them.

Run it in any directory; it rewrites the .tsv files beside itself. Seeded, so the same CPython writes the same files.
Each line is an expression, a tab, and either `=` and the repr of its value or `!` and the kind of its error. In an
expression backslash, tab, line feed, carriage return and form feed are written \\\\ \\t \\n \\r \\f.
"""

import pathlib
import sys
import warnings

sys.dont_write_bytecode = True

from expressions import Expressions  # noqa: E402
from language import LeftOut, outcome  # noqa: E402

SEED = 20
HERE = pathlib.Path(__file__).resolve().parent

MAX_LENGTH = 1200  # characters of an expression: a request has to fit one datagram

CATEGORIES = {
    "literals": 2200, "printing": 1800, "integers": 1800, "quotients": 1800, "floats": 1600, "flooring": 1800,
    "powers": 2200, "rounding": 1800, "extremes": 1200, "modular": 800, "binades": 2098, "trees": 2400,
    "everyday": 1200, "nesting": 400, "layout": 400, "malformed": 2200, "malformed_literals": 1400, "arguments": 700,
}

ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\f": "\\f"}


def write(name, count, seen):
    maker = Expressions(f"{SEED} {name}")
    make = getattr(maker, name)
    lines = [f"# {name}: CPython {sys.version.split()[0]}"]
    attempts = 0
    while len(lines) <= count:
        attempts += 1
        if attempts > 100 * count:
            raise AssertionError(f"{name} has run out of new expressions")
        text = make()
        if text in seen or len(text) > MAX_LENGTH:
            continue
        seen.add(text)
        try:
            answer = outcome(text)
        except LeftOut:
            continue
        lines.append("".join(ESCAPES.get(c, c) for c in text) + "\t" + answer)
    (HERE / f"{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    return len(lines) - 1


def main():
    warnings.simplefilter("ignore")
    seen = set()
    total = sum(write(name, count, seen) for name, count in CATEGORIES.items())
    print(f"{total} expressions")


if __name__ == "__main__":
    main()
