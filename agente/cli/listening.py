"""The listening socket, taken before anything slow so that a port in use is said at once."""

import errno
import socket
from typing import NoReturn

from agente.cli.common import fail
from agente.cli.terms import Exit, say
from agente.settings import Settings
from agente.storage.postgresql import SCHEMES

BACKLOG = 2048


def listen(settings: Settings) -> socket.socket:
    """Ends the command with a message when the address cannot be had.

    Where no other process serves, whoever comes during the start is kept waiting. Where others may, they are refused
    until the server can answer and listens by itself: they, or the balancer before them, go elsewhere at once.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
        if not settings.resolved_database_url.startswith(SCHEMES):
            listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        if error.errno != errno.EADDRINUSE:
            fail(f"{settings.host}:{settings.port}: {error.strerror}", Exit.INVALID)
        port_in_use(settings.port)
    return listener


def port_in_use(port: int) -> NoReturn:
    """Ends the command with a message that names another port."""
    fail(say("port_in_use", port=port, other=port + 1))
