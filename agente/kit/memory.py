"""A process's memory: where it comes from, and what is given back of it after a start or reload."""

import ctypes
import gc

M_ARENA_MAX = -8  # of glibc's <malloc.h>


def share_one_arena() -> None:
    """Has all threads take memory from one place, where the C library can (glibc); before there are threads.

    Each would get a place of its own, and what is freed in one serves no other: the threads that build the search
    indexes left 16 MB each way. Python's own lock keeps them from waiting for each other.
    """
    choose = getattr(ctypes.CDLL(None), "mallopt", None)
    if choose is not None:
        choose(M_ARENA_MAX, 1)


def release_unused() -> None:
    """Gives freed memory back to the system, where the C library can (glibc).

    What is left is there to stay: the collector looks at it no more, which took 65 ms each time, with every turn
    waiting.
    """
    gc.unfreeze()  # an earlier pack's objects may be garbage by now
    gc.collect()
    gc.freeze()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
