"""How would PostgreSQL carry out what the product asks of it?"""

from typing import Any

import psycopg
from sqlalchemy import Engine, event


class Captured:
    """The statements that were executed, each with parameters it had, and the server's plan for it."""

    def __init__(self, engine: Engine) -> None:
        self.statements: dict[str, Any] = {}
        self._engine = engine
        event.listen(self._engine, "before_cursor_execute", self._execute)

    def _execute(self, _link: object, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
        if statement.split()[0] in ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH"):
            self.statements[statement] = parameters[0] if isinstance(parameters, list) else parameters

    def plans(self) -> dict[str, str]:
        """By statement; from then on nothing is captured."""
        event.remove(self._engine, "before_cursor_execute", self._execute)
        with self._engine.connect() as connection:
            cursor = psycopg.ClientCursor(connection.connection.driver_connection)  # type: ignore[arg-type]
            return {
                statement: "\n".join(row[0] for row in cursor.execute(f"EXPLAIN {statement}", parameters))
                for statement, parameters in self.statements.items()
            }
