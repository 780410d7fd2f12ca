"""What does a part say? Its file of texts in one language, read once."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FOLDER = Path(__file__).parent


@cache
def texts(part: str, locale: str) -> dict[str, Any]:
    """The texts by key of `crm`, `mail`, `cli` and so on; nested where the file nests them."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C one is ten times as fast, where it is built
    found: dict[str, Any] = yaml.load((_FOLDER / part / f"{locale}.yaml").read_text("utf-8"), loader)  # noqa: S506
    return found
