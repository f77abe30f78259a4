"""How does a web worker keep the collector of cyclic garbage out of the way of pages?"""

from __future__ import annotations

import gc

YOUNG, MIDDLE, OLD = 20_000, 20, 100


def settle() -> None:
    """Set aside what was loaded at the start, and look for cycles more seldom than Python does by itself.

    A page makes some ten thousand objects and drops them all; walking through every module that is loaded
    for them cost several milliseconds on one page in twenty.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)
