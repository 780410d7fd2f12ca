"""One way to tell whether a configured vendor works, for `agente crm|mail|calendar test`."""

import asyncio

import typer

from agente.cli.common import fail
from agente.cli.terms import Exit, say
from agente.outbox.errors import BadCredentials, NotDelivered, Refused
from agente.outbox.ports import Destination


def tell_check(destination: Destination | None, setting: str) -> None:
    """Asks the vendor for something that changes nothing. `setting` is the one that chooses the vendor."""
    if destination is None:
        fail(say("vendor_none", setting=setting), Exit.INVALID)
    try:
        who = asyncio.run(_checked(destination))
    except BadCredentials as error:
        fail(say("vendor_refuses_key", reason=error.reason), Exit.DEPENDENCY_DOWN)
    except Refused as error:
        fail(say("vendor_refuses", reason=error.reason), Exit.DEPENDENCY_DOWN)
    except NotDelivered as error:
        fail(say("vendor_failed", reason=error.reason), Exit.DEPENDENCY_DOWN)
    typer.echo(say("vendor_works", who=who))


async def _checked(destination: Destination) -> str:
    try:
        return await destination.check()
    finally:
        await destination.close()
