"""E-mail addresses, typed, typed with spaces, or spoken: "joao ponto silva arroba gmail ponto com"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from agente.kit.patterns import regex
from agente.leads.said_figures import figures_at_end
from agente.leads.wording import Message, fold, words

SPOKEN_AT: Final = words("arroba at aroba")
_TYPED = regex(
    r"(?<![a-z0-9._%+/@-])[a-z0-9][a-z0-9._%+'-]{0,63}\s?@\s?(?:[a-z0-9-]{1,63}\s?[.,]\s?){1,5}[a-z]{2,24}"
    r"(?![a-z0-9@])"
)
_AT = regex(r"\s*(?:@|[(\[{]\s*(?:at|arroba)\s*[)\]}]|\barrobas?\b|\baroba\b|(?<= )at(?= ))\s*")
_DOT = r"(?:\s*\.\s*|\s+(?:ponto|dot|punto|pont)\s+|\s*[(\[]\s*(?:ponto|dot|punto)\s*[)\]]\s*)"
_DOMAIN = regex(rf"[a-z0-9-]{{1,63}}(?: [a-z0-9-]{{1,30}}){{0,2}}?(?:{_DOT}[a-z0-9-]{{1,63}}){{1,4}}")
# "carlos arroba gmail": everybody knows how it goes on.
_BARE_PROVIDER = regex(rf"(?:gmail|hotmail|outlook|icloud)\b(?!-|{_DOT}[a-z])")
_DOTS = regex(_DOT)
_PIECE = regex(
    r"(?P<joint>\s*[._]\s*|\s+(?:ponto|dot|punto)\s+|\s+(?:underline|underscore|underlaine|anderline"
    r"|sublinhado|guion bajo|barra baixa|traco baixo)\s+"
    r"|\s+(?:traco|hifen|dash|menos|guion|tracinho)\s+|-)|(?P<space>\s+)|(?P<word>[a-z0-9+%]+)"
)
# "l u i s arroba", "b-e-t-o arroba", but not the "é" before it
_SPELLED = regex(r"(?<![a-z0-9])(?:(?<!: )e |eh |[a-z]{2,},? )?((?:[a-z0-9](?:-|, ?| )){2,}[a-z0-9]) ?$")
_LAST_WORDS = regex(r"[a-z0-9+%._ -]{1,80}$")
_INTRODUCED = regex(
    r"^.*(?:e-?mail|correo|mail|endereco)(?: \w+){0,2}? (?:e|eh|is|es|seria)\s+|^.*(?:e-?mail|correo"
    r"|mail)\s*:\s*|^\W*(?:e|eh|anota(?: ai)?|pode (?:anotar|ser|mandar no))\b[\s:]*"
)
_FREE = r"(?P<provider>gmail|hotmail|outlook|icloud|yahoo)"
_AT_PROVIDERS: Final = words("gmail hotmail outlook icloud yahoo")
_MAIL_WORDS: Final = words("email mail correo e-mail endereco gmail hotmail")
_LOCAL = r"(?P<local>[a-z0-9][a-z0-9._-]{2,40}[a-z0-9])"
_MY_PROVIDER = regex(
    rf"\b(?:meu|minha|my|mi|o|no|pelo) {_FREE} ?(?:e|eh|is|es|:) ?{_LOCAL}(?=\s*(?:[,!;\n)]|\.(?:\s|$)|$))"
)
_AT_PROVIDER = regex(rf"(?<![a-z0-9._-]){_LOCAL},? (?:no|do|at|en|em) {_FREE}\b(?!\.)")
_LIKE_LOCAL = regex(r"[0-9._]|^[a-z]{6,}$")
_NO_ADDRESS: Final = words(
    "novo nova antigo antiga esse este outro mesmo hackeado pessoal trabalho certo errado melhor igual aqui voce voces"
    " sim conta email e-mail mail meu tenho uso era nao entrar login senha caiu chegou spam cheio cheia abre criei"
)
_GLUED = regex(r",? (?:tudo junto|junto|all together|todo junto)\s*$")
_JOINTS = {"ponto": ".", "dot": ".", "punto": ".", "underline": "_", "underscore": "_", "underlaine": "_",
           "anderline": "_", "sublinhado": "_", "guion bajo": "_", "barra baixa": "_", "traco baixo": "_",
           "traco": "-", "hifen": "-", "dash": "-",
           "menos": "-", "guion": "-", "tracinho": "-"}  # fmt: skip
_PROVIDERS: Final = words("gmail hotmail outlook yahoo icloud uol bol terra live msn proton protonmail ig globo")
_ENDINGS: Final = words(
    "com net org br edu gov io co app dev me info biz ar mx es pt us uk cl uy pe tv ai tech shop store"
    " online site adv eng"
    " med ind art emp eco blog cloud digital agr jus mil de fr it eu ca py bo ec ve cr"
)
_SECOND_LEVEL: Final = words("com net org edu gov adv eng med ind art emp eco co agr jus mil tv blog app dev")
_NOT_LOCAL: Final = words(
    "email mail e meu minha o a no na do da com para pra por is my at eh es mi correo gmail hotmail aqui anota anote"
    " seria manda mande envia envie no pro ao me in to la el de em"
)
_WITHIN_GLUED: Final = words("do da de dos das")
_NO_PERSON: Final = words(
    "noreply no-reply naoresponda nao-responda mailer-daemon donotreply insta instagram twitter tiktok facebook"
)


@dataclass(frozen=True, slots=True)
class Email:
    start: int
    end: int
    address: str


def emails_in(message: Message, asked: bool = False) -> list[Email]:
    """All addresses of a message, in order, in small letters and without accents."""
    folded = message.folded
    found: list[Email] = []
    if "@" in folded:
        found += _typed(folded)
    if message.mentions(_AT_PROVIDERS) and "@" not in folded:
        found += _without_at(folded, asked or message.mentions(_MAIL_WORDS))
    if "@" in folded or message.mentions(SPOKEN_AT):
        taken = [(email.start, email.end) for email in found]
        found += [
            email
            for email in _spoken(folded)
            if not any(start < email.end and email.start < end for start, end in taken)
        ]
    return sorted(found, key=lambda email: email.start)


def address_of(name: str | None, emails: list[Email]) -> Email | None:
    """The address that has the first name of the person who is dealt with: "o email dela é vera@..."."""
    first = fold(name).split()[0] if name else ""
    return next((email for email in emails if len(first) > 2 and first in email.address.partition("@")[0]), None)


_OTHER_PROVIDER = regex(rf"\b(?:e|eh|it's|is|es) (?:no |do )?({'|'.join(sorted(_PROVIDERS))})\b")
_MISSING_COUNTRY = regex(
    r"\b(?:e|eh|faltou|falta|esqueci|termina|final)\b(?: (?:o|em|com|e|de))* ?(?:\.?com)?\.br\b|\bcom ponto br\b"
)


def corrected_domain(message: Message, known: str) -> str | None:
    """The known address at another provider ("não é gmail, é hotmail") or with the country that it lacked."""
    local, _, domain = known.partition("@")
    provider, _, rest = domain.partition(".")
    others = [name for name in _OTHER_PROVIDER.findall(message.folded) if name != provider]
    if others and provider in message.words:
        return f"{local}@{others[-1]}.{rest}"
    if domain.endswith(".com") and _MISSING_COUNTRY.search(message.folded):
        return f"{known}.br"
    return None


def _without_at(folded: str, about_mail: bool) -> Iterator[Email]:
    """ "Meu gmail é tati22", "é tati_22 no gmail": the provider is named, the sign is not."""
    for match in _MY_PROVIDER.finditer(folded):
        local = match["local"]
        if local not in _NO_ADDRESS and (about_mail or _LIKE_LOCAL.search(local)):
            yield Email(match.start("local"), match.end("local"), f"{local}@{match['provider']}.com")
    for match in _AT_PROVIDER.finditer(folded):
        if about_mail and match["local"] not in _NO_ADDRESS | _NOT_LOCAL:
            yield Email(match.start(), match.end(), f"{match['local']}@{match['provider']}.com")


def _typed(folded: str) -> list[Email]:
    found = []
    for match in _TYPED.finditer(folded):
        tight = match.group()
        local, _, domain = tight.partition("@")
        domain, dropped = _domain(domain)
        if local.endswith(" ") and domain.rpartition(".")[2] not in _ENDINGS:
            continue  # "nosso insta @padaria.central"
        if email := _built(match.start(), match.end() - dropped, local.strip(), domain):
            found.append(email)
    return found


def _domain(raw: str) -> tuple[str, int]:
    """The domain in what was typed behind the @, and how many characters at its end belong to the next sentence."""
    kept = raw
    while len(pieces := re.split(r"\s*[.,]\s*", kept.strip())) > 2:
        spaced = re.search(r"[.,]\s+([a-z0-9-]+)$|\s+[.,]\s*([a-z0-9-]+)$|,([a-z0-9-]+)$", kept)
        label = next(filter(None, spaced.groups())) if spaced else ""
        # "rose@imperial.com.br. Eu sou o Gil": an address that is whole goes on with a country's ending only
        whole = pieces[-2] in _ENDINGS and label != "br"
        if not spaced or (label in _ENDINGS and not whole):
            break
        kept = kept[: spaced.start()]
    return ".".join(pieces), len(raw) - len(kept)


def _built(start: int, end: int, local: str, domain: str) -> Email | None:
    local = local.strip(".'-")
    labels = domain.split(".")
    if not local or ".." in local or len(labels) < 2 or not all(labels) or labels[-1].isdigit() or len(labels[-1]) < 2:
        return None
    if local in _NO_PERSON or any(label.startswith("-") or label.endswith("-") for label in labels):
        return None
    return Email(start, end, f"{local}@{domain}")


def _spoken(folded: str) -> list[Email]:
    found = []
    for match in _AT.finditer(folded):
        domain = _DOMAIN.match(folded, match.end())
        if "@" not in match.group() and (bare := _BARE_PROVIDER.match(folded, match.end())):
            local, start = _spoken_local(folded, match.start())
            if local and (email := _built(start, bare.end(), local, f"{bare.group()}.com")):
                found.append(email)
            continue
        if domain is None or ("at" in match.group() and ". " in domain.group()):
            continue  # "I was at work. Com" is no address
        labels = _spoken_labels(domain.group())
        if labels is None:
            continue
        local, start = _spoken_local(folded, match.start())
        if local and (email := _built(start, match.end() + labels[1], local, labels[0])):
            found.append(email)
    return found


def _spoken_labels(raw: str) -> tuple[str, int] | None:
    """The domain up to the last label that ends one, and its length as it was said."""
    labels = _DOTS.split(raw)
    lengths = [match.start() for match in _DOTS.finditer(raw)] + [len(raw)]
    kept = 0
    for position, label in enumerate(labels[1:], 1):
        if label not in _ENDINGS:
            if kept:
                break
            continue
        kept = position
        if label not in _SECOND_LEVEL:
            break
    return (".".join(labels[: kept + 1]).replace(" ", ""), lengths[kept]) if kept else None


def _spoken_local(folded: str, end: int) -> tuple[str, int]:
    """The part before the at sign, read backwards: words that dots join, else one word (and its figures)."""
    if spelled := _SPELLED.search(folded, max(0, end - 80), end):
        return re.sub("[ ,-]", "", spelled[1]), spelled.start(1)
    tail = _LAST_WORDS.search(folded, max(0, end - 80), end)
    if tail is None:
        return "", end
    text = tail.group()
    figures, text = figures_at_end(text)
    glued = _GLUED.search(text)
    if glued:
        text = text[: glued.start()]
    introduced = _INTRODUCED.match(folded[max(0, end - 120) : end])
    floor = introduced.end() - min(end, 120) + len(text) if introduced else None
    pieces = list(_PIECE.finditer(text))
    local, start, spaces = figures, len(text), 0
    for piece in reversed(pieces):
        if piece["space"]:
            spaces = 1
            continue
        if piece["joint"]:
            sign = piece["joint"].strip()
            local = _JOINTS.get(sign, sign) + local
            spaces = 0
            continue
        word = piece["word"]
        joined = bool(local) and not spaces
        within = (glued is not None and local.isalpha() and (word not in _NOT_LOCAL or word in _WITHIN_GLUED)) or (
            floor is not None and 0 <= floor <= piece.start() and len(text) - floor <= 30
        )
        digits_follow = bool(local) and local[0].isdigit() and word.isalpha() and word not in _NOT_LOCAL
        if local and not joined and not digits_follow and not within:
            break
        if word in _NOT_LOCAL and not joined and not within:
            break
        local, start, spaces = word + local, piece.start(), 0
    if local[:1] in "._-":
        local = local[1:]
    return local, end - len(tail.group()) + start
