"""JSON as text, for columns, and back."""

from typing import Any

import orjson


def dumps(value: Any) -> str:
    return orjson.dumps(value, option=orjson.OPT_UTC_Z).decode()


def loads(text: str | bytes) -> Any:
    return orjson.loads(text)
