"""How many people are told one by one? "Eu, meu irmão e mais quatro", "3 vendedores, 2 caixas e 1 gerente"."""

import re
from collections.abc import Iterator
from typing import Final

from agente.leads.numerals import ONE, SMALL
from agente.leads.wording import words

COUNTS: Final = {word: value for word, value in {**SMALL, **ONE}.items() if value < 100 and word != "a"}
_NUMBER = rf"(?:[0-9]{{1,3}}|{'|'.join(COUNTS)})"
# A trade or a place of theirs, not what is sold, owned or counted otherwise.
_WHO = (
    r"(?!de (?:manha|tarde|noite))(?:(?:no|na|nos|nas|do|da|de|in|at|en|on) )?(?:the |o |a )?(?!lojas?\b|filia"
    r"|unidades?\b|anos?\b|dias?\b"
    r"|meses\b|mil\b|clientes?\b|carros?\b|caminh|maquin|salas?\b|mesas?\b|quartos?\b|filh|crianc|cachorr|gatos?\b"
    r"|mes\b|semana|horas?\b|reais\b|por\b|e\b|de\b|que\b|vezes|produt|pedid|tipos?\b|site\b|app\b|sistem|coisa"
    r"|and\b|y\b|mais\b|kids\b|alunos?\b|(?:de )?(?:manha|tarde|noite)\b|noites?\b|adult|pessoas? (?:por"
    r"|na)\b)[a-z]{2,}"
    r"(?: (?:d[aeo]s?|no|na|em|of) [a-z]+| fix[oa]s?)?"
)
_OWN = (
    r"(?:(?:o |a )?(?:meus?|minhas?|my|mi|um|uma|one|outr[oa])"
    r" (?!pouco|time\b|equipe\b|monte\b|empresa\b|loja\b)[a-z]+)"
)
_ITEM = rf"(?:eu(?: mesm[oa])?|comigo|me(?= and\b)|myself|yo|(?:mais )?{_NUMBER}(?: {_WHO})?|{_OWN})"
_AND = r"(?:,? (?:e|mais|and|y|plus)(?: (?:mais|outr[oa]s|otros))? |, | ?\+ ?)"
_LIST = re.compile(rf"(?<![a-z0-9]){_ITEM}(?:{_AND}{_ITEM})+(?![a-z0-9])(?! (?:de (?:manha|tarde|noite)|anos?)\b)")
_BARE = re.compile(rf"(?:mais )?{_NUMBER}")
_SPLIT = re.compile(_AND)
_WITH_ME = re.compile(r"\b(?:trabalho|trampo|atuo|toco|cuido|i work|trabajo)(?: [a-z]+){0,4}? (?:com|with|con) $")
_WORKING: Final = re.compile(
    r"\b(?:somos|somo|sao|seremos|tocamos|trabalhamos|trabalha|equipe|time|team|equipo|quadro|funcionarios|temos|tenho"
    r"|usar|usa|usam|usaria|usariam|pessoal|escritorio|we are|we're|we have|trabajamos|conta com|a gente e)"
    r"(?: (?:so|em|formad[oa]|de|com|por|hoje|atualmente|aqui|tem|e|eh|sao|is|of|vao|seria|seriam))*:? $"
)
_PRIVATE: Final = re.compile(
    r"\b(?:filh[oa]s|crianca|criancas|kids|em casa|familia|gat[oa]|cachorr[oa]|sogr[oa]|moro|moramos|bebe"
    r"|menin[oa] de)\b"
)
_MOST: Final = 300  # people of one kind: more are told as a whole
_RELATED: Final = words(
    "eu comigo me yo myself socio socia irmao irma esposa marido mulher esposo mae pai filho filha cunhado cunhada"
    " primo prima partner wife husband brother sister namorada namorado sobrinho sobrinha tio tia amigo"
    " amiga hermano"
    " hermana socios socias"
)

_TRADE = re.compile(
    r"\b(?:[a-z]{2,}(?:dor|dora|dores|doras|tor|tora|tores|toras|eir[oa]s?|istas?|antes?|entes?|log[oa]s?|ari[oa]s?"
    r"|anic[oa]s?|ente|ers?|nas?|nos?)|devs?|pessoas?|gerentes?|chefes?|caixas?|menin[oa]s?|rapazes|designers?|freelas?"
    r"|advogad[oa]s?|medic[oa]s?|vets?|garcons|tecnic[oa]s?|staff|people|reps|fixos|moc[oa]s|professor(?:es|as)?)\b"
)


def listed_people(folded: str, asked: bool) -> int | None:
    """The sum of the first list of people of theirs; None where none is told one by one."""
    for match in _LIST.finditer(folded):
        before = folded[max(0, match.start() - 45) : match.start()]
        with_me = _WITH_ME.search(before) is not None
        if not (with_me or _WORKING.search(before) or (asked and match.start() < 25)):
            continue
        if not asked and _PRIVATE.search(folded):
            continue
        items = list(_people_of(_SPLIT.split(match.group()), asked))
        if not items or all(_BARE.fullmatch(item) for item in items):
            continue  # "entre 10 e 12", "vinte e cinco"
        if not (asked or any(map(_of_people, items))):
            continue
        total = sum(map(_count, items)) + (with_me and not _mentions_me(items))
        if total > 1:
            return total
    return None


def _people_of(items: list[str], asked: bool) -> Iterator[str]:
    """The items up to the first that is about something else: "40 funcionários, meu limite é 900"."""
    for position, item in enumerate(items):
        number = _BARE.match(item)
        if position == 0 and not asked and _BARE.fullmatch(item):
            return  # "tenho 17, minha mãe ...": years
        if (number is None and not _of_people(item)) or (number and _count(item) > _MOST):
            return
        yield item


def _count(item: str) -> int:
    head = item.removeprefix("mais ").split()[0]
    return int(head) if head.isdigit() else COUNTS.get(head, 1)


def _mentions_me(items: list[str]) -> bool:
    return any(item.split()[0] in {"eu", "comigo", "me", "yo", "myself"} for item in items)


def _of_people(item: str) -> bool:
    """Whether the item itself is about people: a relation, or a trade by its ending."""
    parts = item.split()
    return not _RELATED.isdisjoint(parts) or _TRADE.search(item) is not None
