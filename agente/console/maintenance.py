"""The page that people see while nobody is served."""

from datetime import datetime
from zoneinfo import ZoneInfo

from fastapi.responses import Response

from agente.console import page
from agente.console.routes import CHAT_POLICY, render
from agente.i18n import formats
from agente.packs.pack import Pack


def maintenance_page(pack: Pack, accept_language: str, until: datetime | None, wait_s: int) -> Response:
    """503 in the visitor's language, with how else to reach the business; the browser asks again by itself."""
    locale = page.choose_locale(None, accept_language, pack.business.locales)
    ends_at = until and formats.clock(until.astimezone(ZoneInfo(pack.business.timezone)).time(), locale)
    response = render(
        "maintenance.html",
        CHAT_POLICY,
        {"Content-Language": locale, "Vary": "Accept-Language", "Retry-After": str(wait_s)},
        business=pack.business,
        contacts=page.contacts(pack),
        ends_at=ends_at,
        locale=locale,
        texts=page.texts(locale),
    )
    response.status_code = 503
    return response
