"""The page on which somebody leaves the list."""

from urllib.parse import quote

from fastapi.responses import Response

from agente.console import page
from agente.console.routes import render
from agente.integrations.mail.rendering import words
from agente.packs.pack import Pack

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def unsubscribe_page(pack: Pack, accept_language: str, token: str, *, done: bool) -> Response:
    locale = page.choose_locale(None, accept_language, pack.business.locales)
    texts = {name: text.format(business=pack.business.name) for name, text in words(locale).items() if name in _WORDS}
    return render(
        "unsubscribe.html",
        POLICY,
        {"Content-Language": locale, "Vary": "Accept-Language", "X-Robots-Tag": "noindex"},
        business=pack.business,
        locale=locale,
        texts=texts,
        action=f"/unsubscribe?token={quote(token)}",
        done=done,
    )


_WORDS = ("unsubscribe_title", "unsubscribe_text", "unsubscribe_button", "unsubscribed")
