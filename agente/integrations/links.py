"""Where in the console does a person read on?"""


def conversation_url(public_url: str | None, conversation_id: str | None) -> str | None:
    """None where the product does not know its own address, or there was no conversation."""
    if not (public_url and conversation_id):
        return None
    return f"{public_url.rstrip('/')}/console/conversations/{conversation_id}"
