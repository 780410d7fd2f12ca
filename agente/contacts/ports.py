"""What the domains above keep of a contact: the part of it that a merge, an export or an erasure has to ask them for.

Each is a module, its `service`; `agente.api` names them all.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Connection


class Keeper(Protocol):
    """Somebody who has personal data of contacts."""

    def export_contact(self, connection: Connection, contact_id: str) -> Sequence[Mapping[str, Any]]:
        """All of it, as JSON values."""

    def erase_contact(self, connection: Connection, contact_id: str, absorbed: Sequence[Any]) -> int:
        """Removes it and keeps what is only counted; returns in how many rows.

        `absorbed` is what `move_contact` returned of the contacts that were merged into this one.
        """


class Mover(Protocol):
    """Somebody whose rows name their contact."""

    def move_contact(self, connection: Connection, absorbed_id: str, survivor_id: str) -> Any:
        """Gives all of one contact to another; returns, as a JSON value, what `return_contact` needs."""

    def return_contact(
        self, connection: Connection, survivor_id: str, absorbed_id: str, moved: Any, since: datetime
    ) -> None:
        """Gives back what was moved at the time `since`; what came later stays."""


Keepers = Mapping[str, Keeper]  # by the name of their table
Movers = Mapping[str, Mover]
