"""A person's name that nothing introduces: alone in its clause, beside a company, on a card, at the end."""

import re

from agente.leads.persons import person_at
from agente.leads.wording import Message, word_list

IN_ADDRESS = re.compile(r"[._@+-]\w|\s*@|\s*[(\[]?(?:arroba|at|ponto|dot)\b|[0-9]")
_CLAUSE_ALONE = re.compile(r"(?:[,.;:!?\n(] ?|^)([a-z]+(?: (?:d[aeo]s? )?[a-z]+){0,3})(?: e [a-z]+)?(?=[,.;\n)]|$)")
# Who is greeted or thanked is the agent; who is told of is another.
_ADDRESSED = re.compile(
    r"\b(?:oi+e?|ola|opa|e ai|ei|bom dia|boa tarde|boa noite|hi|hello|hey|hola|obrigad[oa]|obg|valeu|vlw|thanks"
    r"|gracias|tchau|ate mais|por favor|ok|beleza|querid[oa]|amig[oa]|desculpa|nao|sim|entao|tudo bem)[,.!? ]*$"
)
_RELATED = re.compile(
    r"\b(?:meu|minha|noss[oa]|seu|sua|d[oa]|[oa]|my|our|mi|com|para|pra|pelo|pela|voces?|el[ea]|atendente|vendedora?"
    r"|filh[oa]|chamad[oa]|em|de|no|na|por|cliente d[oa]) ?[a-z]*[,:(]? ?$"
)
_OF_COMPANY = re.compile(
    r"(?:^|[.!?,\n] ?)(?:e |eh )?(?:a |o )?([a-z]+(?: [a-z]+)?),? (?:aqui )?(?:da|do|from"
    r"|de la) ([a-z0-9][\w& '-]{1,40}?)(?=[.,!\n]|$| aqui\b| here\b| falando\b)"
)
# "Boa tarde! Rodrigo Lima, Auto Center Lima.": not what follows a greeting's comma, which addresses somebody.
# A full name addresses nobody: "Boa tarde, Fernanda Rocha, Clínica Vida Plena."
_AFTER_GREETING = re.compile(
    r"(?:^(?!oi\b|ola\b|bom |boa |hi\b|hello|hola)|\b(?:oi|ola|bom dia|boa tarde|boa noite|hi|hello|hola)[,!.] ?)"
    r"([a-z]+(?: (?:d[aeo]s? )?[a-z]+){1,4})(?=[,.\n]|$| - )"
)
_BEFORE_COMPANY = re.compile(
    r"(?:^|[.!?\n] ?)([a-z]+(?: (?:d[aeo]s? )?[a-z]+){0,3})(?:,| -| \||:) (?=[a-z0-9])(?!(?:tudo|bom|boa|tem"
    r"|voce|quanto|qual|pode|obrigad|oi|eu)\b)"
)
_LEAST_BEFORE_NAME = 35  # characters; what ends a shorter message is whom they thank
_ENDED_BY = re.compile(
    r"(?:[.!?\n)] ?- ?|[.!?\n)] |\bobrigad([oa])[,.!]? )([a-z]+(?: (?:d[aeo]s? )?[a-z]+){0,2})\s*[.!]?\s*$"
)
_CARD_PIECE = re.compile(
    r"(?:^|[,;\n/|(:>]|[.!?] | - )\s*(?:(?:oi|ola|bom dia|boa tarde|boa noite|eu|sim|claro|ok|e|a|o"
    r"|meu contato|anota ai|anota|segue|contato|att|hi|hello|hola)[,!:. ]+)*([a-z]+(?: [a-z']+){0,4})"
)
_BEFORE_NUMBER = re.compile(r"[,:;]? ?(?:-|tel|zap|cel|fone)?\.?:? ?\(?\+?\d{2}")
_CARD_END = re.compile(
    r"\s*(?:$|[,;\n/|().:-]|[0-9+@]| d[ao] | (?:tel|fone|cel|celular|whats\w*|zap|email|e-mail|cpf|from"
    r"|phone|mail|correo|wpp)\b)"
)


def apart(message: Message) -> str | None:
    """A known name that is a clause of its own: "..., sou MEI, Valdirene, faço unha", but not "oi, Bruno, ..."."""
    if message.text.isupper():
        return None
    for match in _CLAUSE_ALONE.finditer(message.folded):
        if not message.text[match.start(1)].isupper() or match[1].split()[0] not in word_list("given_names"):
            continue
        person = person_at(message, match.start(1), sure=False)
        before = message.folded[max(0, match.start() - 40) : match.start(1)]
        whole = person and (person[1] >= match.end(1) or message.folded.startswith(" e ", person[1]))
        if not before.strip(" ,.!?") and message.folded[match.end() : match.end() + 1] not in {".", "\n"}:
            continue  # "Bruno, cadê?"
        if person and whole and not _ADDRESSED.search(before) and not _RELATED.search(before):
            return person[0]
    return None


def of_company(message: Message) -> str | None:
    """ "Bom dia, Carlos da Beta Motores.": a known name at the head of a clause that its company ends."""
    for match in _OF_COMPANY.finditer(message.folded):
        person = person_at(message, match.start(1), sure=False)
        if (
            person
            and person[1] == match.end(1)
            and match[1].split()[0] in word_list("given_names")
            and any(map(str.isupper, message.text[match.start(2) : match.end(2)]))
        ):
            return person[0]
    return None


def last_words(message: Message) -> str | None:
    """The name that ends a longer message.

    "... até sexta? Fernanda", "... Obrigada, Fernanda" but not "obrigado, Ana".
    """
    match = _ENDED_BY.search(message.folded, max(0, len(message.folded) - 70))
    if match is None or match.start() < _LEAST_BEFORE_NAME or message.text.isupper():
        return None
    person = person_at(message, match.start(2), sure=False)
    if person is None or not is_known(message, match.start(2), person) or person[1] < match.end(2):
        return None
    return person[0] if not match[1] or (match[1] == "a") == match[2].split()[0].endswith("a") else None


def beside_company(message: Message) -> str | None:
    """ "Boa tarde, Fernanda Rocha, Clínica Vida Plena.": a known name that stands by itself."""
    for match in _AFTER_GREETING.finditer(message.folded):
        person = person_at(message, match.start(1), sure=False)
        parts = match[1].split()
        full = parts[0] in word_list("given_names") and parts[-1] in word_list("family_names")
        if person and full and person[1] == match.end(1):
            return person[0]
    for match in _BEFORE_COMPANY.finditer(message.folded):
        person = person_at(message, match.start(1), sure=False)
        proper = (
            message.text[match.start(1)].isupper()
            and message.text[match.end()].isupper()
            and not message.text.isupper()
        )
        if person and proper and person[1] == match.end(1) and is_known(message, match.start(1), person):
            return person[0]
    return None


def on_card(message: Message) -> str | None:
    """The known name that stands by itself among contact data: "Carlos Mendes, 11 98888-7777"."""
    for match in _CARD_PIECE.finditer(message.folded):
        person = person_at(message, match.start(1), sure=False)
        if person is None or IN_ADDRESS.match(message.text, person[1]):
            continue
        called = message.text[match.start(1)].isupper() and _BEFORE_NUMBER.match(message.folded, person[1])
        trade = not word_list("trades").isdisjoint(match[1].split())
        if not is_known(message, match.start(1), person) and (not called or trade):
            continue
        if person[1] >= match.end(1) or _CARD_END.match(message.folded, person[1]):
            return person[0]
    return None


def is_known(message: Message, start: int, person: tuple[str, int]) -> bool:
    first, *others = message.folded[start : person[1]].split()
    return first in word_list("given_names") or (bool(others) and others[-1] in word_list("family_names"))
