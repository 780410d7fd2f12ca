"""Regular expressions that are compiled when they are first used, or behind a start that is over.

Some two hundred long ones read the details that a customer tells. To compile them took four tenths of what a start
imports, and a server that restarts is waited for; one that serves compiles them before anybody has written much.
"""

import asyncio
import re
from collections.abc import Callable, Iterator
from typing import Any, Protocol, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split")
_END = 1 << 62  # of any text
_waiting: "list[_Late]" = []


class Pattern(Protocol):
    """What a compiled pattern looks for things with; `re.Pattern` has these methods too."""

    def search(self, string: str, pos: int = 0, endpos: int = _END) -> re.Match[str] | None: ...
    def match(self, string: str, pos: int = 0, endpos: int = _END) -> re.Match[str] | None: ...
    def fullmatch(self, string: str, pos: int = 0, endpos: int = _END) -> re.Match[str] | None: ...
    def finditer(self, string: str, pos: int = 0, endpos: int = _END) -> Iterator[re.Match[str]]: ...
    def findall(self, string: str, pos: int = 0, endpos: int = _END) -> list[Any]: ...
    def sub(self, repl: str | Callable[[re.Match[str]], str], string: str, count: int = 0) -> str: ...
    def split(self, string: str, maxsplit: int = 0) -> list[Any]: ...


class _Late:
    def __init__(self, source: str) -> None:
        self._source = source
        _waiting.append(self)

    def __repr__(self) -> str:
        return f"regex({self._source!r})"

    def __getattr__(self, name: str) -> Any:
        """Reached once: from then on the compiled pattern's methods are this object's own."""
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self._source)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return self.__dict__[name]


def regex(source: str) -> Pattern:
    """As `re.compile`, but later. Safe to use from several threads."""
    return cast("Pattern", _Late(source))


async def compile_all() -> None:
    """Those that nobody has used yet too, each in a thread: together they take half a second, or half a minute under
    memory profiling, and a process that stops waits for no more than one.
    """
    while _waiting:
        await asyncio.to_thread(getattr, _waiting.pop(), "search")  # asking for it compiles
