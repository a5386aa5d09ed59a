"""Whether any text makes a public function raise or slow: a million short arbitrary texts, and long ones that repeat.

Run: ``python benchmarks/arbitrary_text.py [TEXTS] [SEED]``. Ends with 1 when a function raises, or when it takes more
than 50 ms for 10,000 characters twice in a row (the machine is shared).
"""

import sys
import time
from collections import Counter
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from text_functions import FUNCTIONS, arbitrary_texts, long_texts

LIMIT, SIZE = 0.050, 10_000  # seconds, characters


def main(texts: int, seed: int) -> int:
    started = time.perf_counter()
    raised: Counter[str] = Counter()
    for text in islice(arbitrary_texts(seed), texts):
        for name, function in FUNCTIONS.items():
            try:
                function(text)
            except Exception as error:  # noqa: BLE001 - whatever it is, it is counted and shown
                raised[name] += 1
                print(f"{name} raised {error!r} for {text!a}")
    took = time.perf_counter() - started
    print(f"{texts} short texts through {len(FUNCTIONS)} functions in {took:.0f} s: {raised.total()} raised")
    longest = [(took, name, text) for text in long_texts(SIZE) for name, took in _times(text)]
    for took, name, text in sorted(longest, reverse=True)[:5]:
        print(f"{name}: {took * 1000:.1f} ms for {SIZE} bytes of {text[:12]!a} and so on")
    slow = sum(took > LIMIT for took, _, _ in longest)
    print(f"{len(longest)} calls with {SIZE} bytes: {slow} over {LIMIT * 1000:.0f} ms")
    return 1 if raised or slow else 0


def _times(text: str) -> list[tuple[str, float]]:
    return [(name, min(_time(function, text), _time(function, text))) for name, function in FUNCTIONS.items()]


def _time(function: object, text: str) -> float:
    started = time.perf_counter()
    function(text)  # type: ignore[operator]
    return time.perf_counter() - started


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000, int(sys.argv[2]) if len(sys.argv) > 2 else 1))
