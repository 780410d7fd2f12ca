"""A name that puts a known one right: "não, é Betha, com h", "sem h, Tiago Bastos", "agora é Prisma Impressos".

What is put right looks like what was known, or the message says what it is that it corrects.
"""

from difflib import SequenceMatcher
from typing import Final

from agente.kit.patterns import regex
from agente.leads.company_names import company_at
from agente.leads.persons import person_at
from agente.leads.wording import Message, fold

_ALIKE: Final = 0.6  # of the characters in the same order; "Beta Soluções" and "Betha Soluções" have 0.96
_LEAD = regex(
    r"\W*(?:(?:nao|opa|ops|oops|desculpa|perdao|na verdade|alias|isso|errei|na vdd|meu nome (?:ta|esta|foi"
    r"|veio) errado(?: ai)?|errou (?:o )?(?:meu )?nome|errou|corrigindo|correcao|mudamos (?:o|de) nome"
    r"|(?:eu )?(?:escrevi|digitei|falei|anotei) errado|(?:e |eh )?(?:com|sem) [a-z]{1,2}(?: e [a-z])?|mas|agora|sorry"
    r"|actually|no|perdon|en realidad|na real|quer dizer|ou melhor|i mean)\b[\s,.:;!-]*)*"
)
_LINK = regex(
    r"(?:(?:o )?(?:meu )?(?:nome|cadastro)(?: (?:certo|correto|novo))?|(?:a )?(?:empresa|loja) (?:certa|correta))?"
    r"\s*(?:(?:e|eh|ficou|seria|it's|its|it is|es|:)(?: no nome d[aeo])?\s+)?(?:o |a )?(?=[a-z0-9])"
)
_OF_COMPANY = regex(
    r"\b(?:nome (?:certo |correto |novo )?(?:da|do) (?:minha |nossa |meu |nosso )?(?:empresa|loja|negocio|firma)"
    r"(?: (?:certo|correto))?|(?:empresa|loja|firma|razao social) (?:certa|correta)|(?:mudamos|trocamos) (?:o|de) nome"
    r"[^\w]+agora|company name|razon social)\s*(?:e|eh|is|es|:)\s*(?:o |a )?(?=[a-z0-9])"
)


def corrected_company(message: Message, known: str) -> str | None:
    if match := _OF_COMPANY.search(message.folded):
        return company_at(message, match.end(), sure=True)
    start = _corrected_at(message)
    name = company_at(message, start, sure=True)
    return name if name and _alike(name, known) else None


def corrected_person(message: Message, known: str) -> str | None:
    person = person_at(message, _corrected_at(message), sure=True)
    if person is None or "@" in message.folded[person[1] :].split(" ", 1)[0]:
        return None
    return person[0] if _alike(person[0], known) else None


def _corrected_at(message: Message) -> int:
    lead = _LEAD.match(message.folded)
    start = lead.end() if lead else 0
    link = _LINK.match(message.folded, start)
    return link.end() if link else start


def _alike(new: str, known: str) -> bool:
    """Whether the new name may be the known one put right, as a whole or in its first word."""
    one, other = fold(new), fold(known)
    if set(one.split()) <= set(other.split()):
        return False  # less of what is known puts nothing right
    wholes = SequenceMatcher(None, one, other).ratio()
    firsts = SequenceMatcher(None, one.split()[0], other.split()[0]).ratio()
    return max(wholes, firsts) >= _ALIKE
