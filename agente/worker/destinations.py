"""Which destinations does this installation have? Each builder knows from the settings whether its own is wanted."""

from collections.abc import Callable

from agente.integrations.analytics.build import build_analytics
from agente.integrations.calendar.build import build_calendar
from agente.integrations.crm.build import build_crm
from agente.integrations.mail.build import build_mail, build_team_mail
from agente.integrations.notifications.build import build_notifications
from agente.outbox.ports import Destination
from agente.packs.pack import Pack
from agente.settings import Settings, read_settings
from agente.storage.database import Database
from agente.worker.periodic import Periodic, build_periodic

Builder = Callable[[Settings, Pack, Database], Destination | None]

BUILDERS: tuple[Builder, ...] = (
    build_calendar,
    build_crm,
    build_mail,
    build_team_mail,
    build_notifications,
    build_analytics,
)


def build_destinations(settings: Settings, pack: Pack, database: Database) -> list[Destination]:
    """Those that are configured. Nothing is connected yet."""
    built = (build(settings, pack, database) for build in BUILDERS)
    return [destination for destination in built if destination is not None]


def renewable(settings: Settings, pack: Callable[[], Pack], database: Database) -> Callable[[], list[Destination]]:
    """Builds them anew at each call: first by these settings, later as environment and files have them then."""
    known: list[Settings] = [settings]

    def build() -> list[Destination]:
        return build_destinations(known.pop() if known else read_settings(), pack(), database)

    return build


def renewable_periodic(
    settings: Settings, pack: Callable[[], Pack], database: Database
) -> Callable[[], list[Periodic]]:
    """The same for what is done again and again."""
    known: list[Settings] = [settings]

    def build() -> list[Periodic]:
        return build_periodic(known.pop() if known else read_settings(), pack(), database)

    return build
