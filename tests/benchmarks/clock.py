"""One clock for the benchmarks."""

import gc
import time
from collections.abc import Callable


def seconds(work: Callable[[], object], rounds: int = 1) -> float:
    """Return the processor seconds of `work`, the least of so many rounds.

    Processor seconds, because another process on the machine must not fail a test; without the
    collector, as in `timeit`, because what it walks through is the heap of the whole test run.
    """
    best = float("inf")
    collects = gc.isenabled()
    gc.collect()
    gc.disable()
    try:
        for _ in range(rounds):
            started = time.process_time()
            work()
            best = min(best, time.process_time() - started)
    finally:
        if collects:
            gc.enable()
    return best
