"""The page on which somebody leaves the list."""

from urllib.parse import quote

from fastapi.responses import Response

from agente.console import page
from agente.console.routes import render
from agente.i18n.texts import texts
from agente.packs.pack import Pack

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def unsubscribe_page(pack: Pack, accept_language: str, token: str, *, done: bool) -> Response:
    locale = page.choose_locale(None, accept_language, pack.business.locales)
    words = {name: texts("mail", locale)[name].format(business=pack.business.name) for name in _WORDS}
    return render(
        "unsubscribe.html",
        POLICY,
        {"Content-Language": locale, "Vary": "Accept-Language", "X-Robots-Tag": "noindex"},
        business=pack.business,
        locale=locale,
        texts=words,
        action=f"/unsubscribe?token={quote(token)}",
        done=done,
    )


_WORDS = ("unsubscribe_title", "unsubscribe_text", "unsubscribe_button", "unsubscribed")
