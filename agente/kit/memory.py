"""A process's memory: where it comes from, and what is given back of it after a start or reload."""

import ctypes
import gc
import sys

M_ARENA_MAX = -8  # of glibc's <malloc.h>


def begin_start() -> None:
    """For a process that will serve, before it imports what it serves with; `release_unused` ends it.

    The collector rests meanwhile: what a start builds is there to stay, and looking through it again and again took
    0.2 s. And all threads take memory from one place, where the C library can do that (glibc): what is freed in a place
    of their own serves no other, and the threads that build the search indexes left 16 MB behind.
    """
    gc.disable()
    _import_structlog_alone()
    choose = getattr(ctypes.CDLL(None), "mallopt", None)
    if choose is not None:
        choose(M_ARENA_MAX, 1)


def _import_structlog_alone() -> None:
    """Without Rich, which it takes along where it finds it, for tracebacks that we print plain: 5 MB and 35 ms."""
    if "rich" not in sys.modules:
        sys.modules["rich"] = None  # type: ignore[assignment] # "there is none"
        import structlog  # noqa: F401

        del sys.modules["rich"]


def give_back() -> None:
    """Gives freed memory back to the system, where the C library can (glibc)."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


def release_unused() -> None:
    """Gives back what is of no more use, once all is built.

    What is left is there to stay: the collector looks at it no more, which took 65 ms each time, with every turn
    waiting.
    """
    gc.unfreeze()  # an earlier pack's objects may be garbage by now
    gc.collect()
    gc.freeze()
    gc.enable()
    give_back()
