"""Who is let in while operators work on it: nobody (full), or no new visitors (partial)."""

from datetime import UTC, datetime

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from agente.api.errors import render
from agente.console.maintenance import maintenance_page
from agente.errors import UnderMaintenance
from agente.switches.live import LiveSwitches
from agente.switches.service import Maintenance
from agente.turns.served import Served

EXEMPT = ("/health", "/metrics", "/version", "/static/")
RETRY_AFTER_S = 120  # where nobody said when it ends


class MaintenanceGate:
    """Refuses with 503 and `Retry-After`: a problem+json for programs, a page for people.

    What is under way goes on to its end. Partial lets in whoever shows credentials, which includes every open chat.
    """

    def __init__(self, app: ASGIApp, switches: LiveSwitches, served: Served) -> None:
        self._app = app
        self._switches = switches
        self._served = served

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        maintenance = self._switches.maintenance
        if maintenance.mode == "off" or scope["type"] != "http" or not _is_refused(maintenance, scope):
            await self._app(scope, receive, send)
            return
        wait_s = _wait_s(maintenance)
        headers = Headers(scope=scope)
        if "text/html" in headers.get("accept", ""):
            pack = self._served.pack
            page = maintenance_page(pack, headers.get("accept-language", ""), maintenance.until, wait_s)
            await page(scope, receive, send)
            return
        refusal = UnderMaintenance("maintenance", f"Under maintenance. Try again in {wait_s} s.", retry_after_s=wait_s)
        await render(refusal, scope["path"])(scope, receive, send)


def _is_refused(maintenance: Maintenance, scope: Scope) -> bool:
    path: str = scope["path"]
    if path.startswith(EXEMPT):
        return False
    if maintenance.mode == "full":
        return True
    return path.startswith("/v1/") and "authorization" not in Headers(scope=scope)


def _wait_s(maintenance: Maintenance) -> int:
    if maintenance.until is None:
        return RETRY_AFTER_S
    return max(1, round((maintenance.until - datetime.now(UTC)).total_seconds()))
