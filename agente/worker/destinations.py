"""Which destinations does this installation have? Each builder knows from the settings whether its own is wanted."""

from collections.abc import Callable

from agente.integrations.calendar.build import build_calendar
from agente.outbox.ports import Destination
from agente.packs.pack import Pack
from agente.settings import Settings
from agente.storage.database import Database

Builder = Callable[[Settings, Pack, Database], Destination | None]

BUILDERS: tuple[Builder, ...] = (build_calendar,)


def build_destinations(settings: Settings, pack: Pack, database: Database) -> list[Destination]:
    """Those that are configured. Nothing is connected yet."""
    built = (build(settings, pack, database) for build in BUILDERS)
    return [destination for destination in built if destination is not None]
