"""The pages' addresses: `/`, `/docs` and the files that they load."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Header, HTTPException, Request, Response
from jinja2 import Environment, PackageLoader

from agente.console import assets, page
from agente.packs.pack import Pack
from agente.scheduling.titles import title_of

_BASE_POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
)
CHAT_POLICY = _BASE_POLICY + "style-src 'self'; img-src 'self'"
DOCS_POLICY = _BASE_POLICY + "style-src 'self'; img-src 'self' data:"  # Swagger UI's icons are data: addresses
_SAFETY = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
_A_YEAR = "public, max-age=31536000, immutable"

router = APIRouter(include_in_schema=False)

_templates = Environment(
    loader=PackageLoader("agente.console"), autoescape=True, trim_blocks=True, lstrip_blocks=True, auto_reload=False
)
_templates.globals["asset"] = assets.url


@router.get("/")
def chat_page(request: Request, lang: str | None = None, accept_language: Annotated[str, Header()] = "") -> Response:
    """The chat page in the visitor's language."""
    pack: Pack = request.app.state.served.pack
    locale = page.choose_locale(lang, accept_language, pack.business.locales)
    business = pack.business
    return render(
        "chat.html",
        CHAT_POLICY,
        {"Content-Language": locale, "Vary": "Accept-Language"},
        booking_title=title_of(pack, locale),
        booking_titles={kind.id: title_of(pack, locale, kind.id) for kind in business.booking.kinds},
        business=business,
        contacts=page.contacts(pack),
        description=pack.localize(business.description, locale),
        language_names={choice: page.texts(choice)["language_name"] for choice in business.locales},
        locale=locale,
        max_chars=request.app.state.parts.settings.max_message_chars,
        presence=page.presence(pack, locale, datetime.now(UTC)),
        privacy_url=business.privacy_url and page.web_address(business.privacy_url),
        quick_replies=page.quick_replies(pack, locale),
        texts=page.texts(locale),
    )


@router.get("/docs")
def api_reference() -> Response:
    """The API reference, made by Swagger UI from `/openapi.json`."""
    return render("docs.html", DOCS_POLICY, {})


@router.get("/static/{version}/{name}")
def asset(
    version: str,
    name: str,
    accept_encoding: Annotated[str, Header()] = "",
    if_none_match: Annotated[str, Header()] = "",
) -> Response:
    """One file of the pages; cached for ever under its own version, asked again under any other."""
    found = assets.load(name)
    if found is None:
        raise HTTPException(404)
    headers = _SAFETY | {
        "ETag": found.etag,
        "Cache-Control": _A_YEAR if version == assets.VERSION else "no-cache",
        "Vary": "Accept-Encoding",
    }
    if found.etag in if_none_match:
        return Response(status_code=304, headers=headers)
    if "gzip" in accept_encoding:
        return Response(found.gzipped, media_type=found.media_type, headers=headers | {"Content-Encoding": "gzip"})
    return Response(found.body, media_type=found.media_type, headers=headers)


def render(template: str, policy: str, headers: dict[str, str], **values: object) -> Response:
    """One of `templates/` with these values, under this content security policy."""
    html = _templates.get_template(template).render(**values)
    headers = _SAFETY | {"Content-Security-Policy": policy, "Cache-Control": "no-cache"} | headers
    return Response(html, media_type="text/html", headers=headers)
