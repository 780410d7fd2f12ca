"""What is booked, in the business's words."""

from agente.i18n.catalogue import REPLIES
from agente.packs.models import Locale
from agente.packs.pack import Pack


def title_of(pack: Pack, locale: Locale) -> str:
    """The pack's own title of its meetings, else the product's word for one."""
    if title := pack.business.booking.title:
        return pack.localize(title, locale)
    own = pack.responses.get("meeting_title", {}).get(locale)
    return (own or REPLIES[locale]["meeting_title"])[0]
