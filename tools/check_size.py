"""Says which functions are over 70 lines and which modules over 500, and fails when there are any."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

FUNCTION_LINES = 70
MODULE_LINES = 500


def too_long(path: Path) -> Iterator[str]:
    source = path.read_text(encoding="utf-8")
    if (lines := source.count("\n")) > MODULE_LINES:
        yield f"{path}: {lines} lines, the limit is {MODULE_LINES}"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LINES:
                yield f"{path}:{node.lineno}: {node.name} has {lines} lines, the limit is {FUNCTION_LINES}"


if __name__ == "__main__":
    found = [line for folder in sys.argv[1:] for path in sorted(Path(folder).rglob("*.py")) for line in too_long(path)]
    sys.exit("\n".join(found) or None)
