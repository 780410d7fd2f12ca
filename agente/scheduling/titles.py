"""What is booked, in the business's words."""

from agente.i18n.catalogue import REPLIES
from agente.packs.models import Locale
from agente.packs.pack import Pack


def title_of(pack: Pack, locale: Locale, kind_id: str | None = None) -> str:
    """The title of the kind of meeting, else the pack's own of its meetings, else the product's word for one."""
    if kind := next((kind for kind in pack.business.booking.kinds if kind.id == kind_id), None):
        return pack.localize(kind.title, locale)
    if title := pack.business.booking.title:
        return pack.localize(title, locale)
    own = pack.responses.get("meeting_title", {}).get(locale)
    return (own or REPLIES[locale]["meeting_title"])[0]
