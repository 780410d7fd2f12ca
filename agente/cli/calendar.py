"""`agente calendar test`: does the configured calendar work?"""

from agente.cli.common import open_database, settings_or_fail, usable_pack
from agente.cli.vendors import tell_check
from agente.integrations.calendar.build import build_calendar
from agente.packs.loader import load_pack


def test() -> None:
    settings = settings_or_fail()
    with usable_pack(settings):
        pack = load_pack(settings.pack)
    with open_database(settings) as database:
        tell_check(build_calendar(settings, pack, database), "CALENDAR_PROVIDER")
