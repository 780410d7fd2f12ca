"""Can each template of `mail.yaml` be filled? A wrong one would otherwise be noticed when a mail does not leave."""

from collections.abc import Iterator

from jinja2 import TemplateSyntaxError
from jinja2.meta import find_undeclared_variables
from jinja2.sandbox import SandboxedEnvironment

from agente.packs.findings import Finding
from agente.packs.models import MAIL_VALUES, LocalText, MailRules
from agente.packs.parts import Parts
from agente.packs.shape import nearest
from agente.packs.source import Location, Source

_SANDBOX = SandboxedEnvironment()


def check(parts: Parts) -> Iterator[Finding]:
    rules = parts.get(MailRules)
    if rules is None:
        return
    source = parts.source(MailRules)
    for name, template in rules.templates.items():
        for part, texts in (("subject", template.subject), ("body", template.body)):
            for location, text in _each(("templates", name, part), texts):
                yield from _template(source, location, text)


def _each(location: Location, texts: LocalText | None) -> Iterator[tuple[Location, str]]:
    if isinstance(texts, str):
        yield location, texts
    else:
        for locale, text in (texts or {}).items():
            yield (*location, locale), text


def _template(source: Source, location: Location, text: str) -> Iterator[Finding]:
    try:
        _SANDBOX.from_string(text)  # compiles it, which also finds filters that do not exist
    except TemplateSyntaxError as error:
        yield source.finding("mail_template", location, problem=error.message or "")
        return
    for unknown in sorted(find_undeclared_variables(_SANDBOX.parse(text)) - {*MAIL_VALUES, *_SANDBOX.globals}):
        near = nearest(unknown, list(MAIL_VALUES))
        key = "unknown_mail_value_near" if near else "unknown_mail_value"
        yield source.finding(key, location, value=unknown, near=near, known=", ".join(MAIL_VALUES))
