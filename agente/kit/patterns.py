"""Regular expressions that are compiled when they are first used, or behind a start that is over.

Some two hundred long ones read the details that a customer tells. To compile them took a third of what a start imports,
and a server that restarts is waited for; one that serves compiles them before anybody has written much.
"""

import re
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split")
_waiting: "list[_Pattern]" = []


class _Pattern:
    def __init__(self, source: str) -> None:
        self._source = source
        _waiting.append(self)

    def __getattr__(self, name: str) -> Any:
        """Reached once: from then on the compiled pattern's methods are this object's own."""
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self._source)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return self.__dict__[name]


def regex(source: str) -> re.Pattern[str]:
    """As `re.compile`, but later; it has the methods that look for something. Safe to use from several threads."""
    return cast("re.Pattern[str]", _Pattern(source))


def compile_all() -> None:
    """Those that nobody has used yet too. For a thread of its own: with a busy interpreter it takes half a second."""
    while _waiting:
        _waiting.pop().search  # noqa: B018 - asking for it compiles
