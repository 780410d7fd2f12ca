"""Which checks make an examination? The runbook's decision tree (5.1), from the outside in; the first that fails is
what to see to first.
"""

from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from agente.ops import api, daily, database, machine, models, redis
from agente.ops.database import Expected
from agente.ops.findings import Finding, Subject
from agente.packs.errors import PackInvalid
from agente.packs.loader import load_pack
from agente.settings import Settings


def tree(settings: Settings, url: str, expected: Expected) -> list[Subject]:
    """`agente doctor`: everything, the API at `url` included."""
    return [_api(settings, url), *parts(settings, expected)]


def parts(settings: Settings, expected: Expected) -> list[Subject]:
    """`preflight`: what has to be there before the API starts."""
    pack, zone = _pack(settings)
    return [
        Subject("settings", lambda: [Finding("settings", "ok", "settings_ok", {"environment": settings.environment})]),
        Subject("pack", lambda: [pack]),
        Subject("state", lambda: machine.state_dir(settings)),
        Subject("disk", lambda: machine.disks([settings.state_dir])),
        Subject("database", partial(database.check, settings, expected, zone)),
        Subject("redis", partial(redis.check, settings)),
        Subject("models", partial(models.check, settings)),
    ]


def morning(settings: Settings, url: str, prometheus: str | None, backups: Path) -> list[Subject]:
    """`daily`: from outside, so that it runs on any machine that reaches the API."""
    asked = [Subject("uptime", partial(daily.prometheus, prometheus))] if prometheus else []
    return [
        Subject("api", partial(api.state, url)),
        Subject("figures", partial(daily.figures, url, _token(settings), settings.cost_daily_budget_usd)),
        *asked,
        Subject("disk", lambda: machine.disks([settings.state_dir, Path("/")])),
        Subject("backup", partial(machine.backups, backups)),
    ]


def _api(settings: Settings, url: str) -> Subject:
    return Subject("api", partial(api.check, url, _token(settings)))


def _token(settings: Settings) -> str | None:
    return settings.metrics_token.get_secret_value() if settings.metrics_token else None


def _pack(settings: Settings) -> tuple[Finding, ZoneInfo]:
    """The finding, and whose midnight a day begins at."""
    try:
        pack = load_pack(settings.pack)
    except PackInvalid as error:
        values = {"path": settings.pack, "count": len(error.findings)}
        return Finding("pack", "fail", "pack_bad", values, f"agente check {settings.pack}"), ZoneInfo("UTC")
    return Finding("pack", "ok", "pack_ok", {"path": settings.pack}), ZoneInfo(pack.business.timezone)
