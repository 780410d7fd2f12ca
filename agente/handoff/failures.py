"""Did our replies help? Told from the texts alone: ours that own up to it, and the customer's that say so.

Customers say it in ever other words: a trained model hears those that the patterns do not have.
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise, takewhile
from typing import NamedTuple, get_args

from agente.handoff.moods import shipped
from agente.handoff.phrases import Message, folded
from agente.i18n.catalogue import REPLIES
from agente.knowledge.analysis import analyzer
from agente.packs.models import Locale

SAME = 0.6  # the share of words in common from which on two messages say the same
MIN_WORDS = 3  # shorter messages are alike by chance
UNHELPED = 0.5  # how likely an answer says that our reply did not help
INSISTING = 0.06  # less will do of one who comes back to what we had missed
# A reply that says yes has heard the question; what comes next is another one.
_AFFIRMED = re.compile(r"\b(?:sim|temos|fazemos|atendemos|yes|we do|si|tenemos|hacemos)\b")
_FIGURE = re.compile(r"\d+")
_LEAST_LETTERS = 4  # of a word that tells what somebody speaks of
_STEM = 6  # letters: "entrega", "entregam"

# The catalogue's own words for it, as far as the first thing that is filled in.
_OURS = tuple(
    folded(text.partition("{")[0])
    for texts in REPLIES.values()
    for key in ("unknown", "unknown_again", "near_unknown", "unclear", "out_of_scope")
    for text in texts[key]
)
# What stands beside an answer, or before what may be one: neither says that there is none.
_BESIDE_AN_ANSWER = tuple(
    folded(text.partition("{")[0]).rstrip("?")
    for texts in REPLIES.values()
    for key in ("near_answer", "rest_unknown", "rest_unknown_named")
    for text in texts[key]
)
_OWNED_UP = re.compile(
    r"\b(?:nao (?:\w+ ){0,2}(?:encontrei|achei|localizei|entendi|compreendi|consegui|consigo|sei|tenho|posso ajudar"
    r"|possuo|disponho|ha (?:essa )?informac\w+|foi possivel|temos essa|reconheci)"
    r"|(?:informacao|dado|isso) (?:\w+ ){0,3}nao (?:tenho|consta|encontrei|esta disponivel)"
    r"|(?:reformul\w+|(?:com )?outras palavras|de outra forma|de outro jeito|explicar? melhor|repetir a pergunta)"
    r"|sem (?:essa )?informac\w+|tente (?:novamente|de novo|mais tarde)|foge do que|fora do meu"
    r"|(?:could not|couldn t|cannot|can t|can not|don t|do not|didn t|did not|unable to|not able to|not sure"
    r"|wasn t able to) (?:\w+ ){0,2}(?:find|understand|have|help|locate|know|get|see|i understand|process|that)"
    r"|rephrase|another way|try again|different words|i m not sure"
    r"|no (?:\w+ ){0,2}(?:encontre|encuentro|entendi|entiendo|tengo|pude|puedo|comprendo|logre|cuento con|se )"
    r"|otras palabras|de otra (?:forma|manera)|intente (?:de nuevo|nuevamente))\b"
)
_NOT_HELPED = re.compile(
    r"\b(?:nao (?:\w+ ){0,2}(?:funcion\w+|resolv\w+|deu|adiant\w+|ajud\w+|serv\w+|era isso|foi isso|e isso|e bem isso"
    r"|foi o que|e o que|entendeu|respondeu|respondem?|aparec\w+|consigo|consegui|rolou|carreg\w+|abr\w+|mudou"
    r"|perguntei|cheg\w+|falei (?:disso|isso)|quis dizer|tem (?:essa|nada a ver))"
    r"|continua|mesm[ao] (?:erro|coisa|problema|resposta|jeito)|nada ainda|ainda (?:nao|nada)|de novo|outra vez"
    r"|ja (?:\w+ )?(?:fiz|tentei|reiniciei|testei|mandei|falei|disse|expliquei|respondi|li|olhei|vi|perguntei|entrei)"
    r"|repet\w+|perguntei|pergunta era|minha (?:pergunta|duvida)|nada a ver|quero saber|igual"
    r"|(?:segunda|terceira|quarta) vez"
    r"|still|not working|doesn t|didn t|isn t|not what|already (?:did|tried|told|said)|same (?:error|thing|problem)"
    r"|i asked|my question|again|no luck|nope"
    r"|no (?:\w+ )?(?:funcion\w+|sirv\w+|era eso|es eso|fue eso|anda|resuelv\w+|respondi\w+|aparece|pregunte)|sigue"
    r"|ya (?:lo )?(?:hice|probe|intente|dije|mande|revise)|mism[ao] (?:error|cosa|respuesta)|otra vez|mi pregunta"
    r"|pregunte)\b"
)
# An instruction, and an answer that denies success in whatever words.
_INSTRUCTED = re.compile(
    r"\b(?:verifi\w+|tent\w+|rein\w+|cliqu\w+|confira|limp\w+|deslig\w+|ligue|aument\w+|atualiz\w+|fech\w+|acess\w+"
    r"|abr[ae]|baix\w+|instal\w+|troqu\w+|use|va em|veja|aguard\w+|desinstal\w+|faca|entre em|test\w+|sai[ar]|peca"
    r"|try|restart\w*|check|click|clear|turn|update|close|open|reinstall|make sure|please|wait|unplug|log out"
    r"|pruebe|intent\w+|revis\w+|haga|limpie|apague|cierre|actualic\w+|espere|ingrese|desconect\w+)\b"
)
_DENIED = re.compile(
    r"\b(?:nao|nada|nem|ja|tambem|not|t|no|nothing|already|tampoco|ni|sigue|igual|tambien|erro|error|so)\b"
)
_NO = re.compile(r"^(?:nao|no|nope)\b(?! (?:precisa|need|obrigad|thanks|gracias|hace falta))")
_SATISFIED = re.compile(
    r"\b(?:obrigad[oa]|brigad[oa]|valeu|vlw|agradeco|tchau|ate mais|deu certo|funcionou|resolvido|resolveu|entendi"
    r"|consegui|perfeito|otimo|tudo bem|tudo certo|beleza|blz|ok|deixa|nao precisa|thanks|thank you|bye|got it"
    r"|it works|worked|never ?mind|no worries|gracias|adios|listo|perfecto|de acuerdo|ya (?:esta|quedo)|funciono)\b"
)
_USUAL = """
    favor quero queria gostaria preciso seria tudo obrigado obrigada boa tarde noite please want need would thanks hello
    hola buenas quiero necesito quisiera gracias xmailx xlinkx
"""
_LONGEST_CLOSING = 8  # words; more than these ask something beside


class _Exchange(NamedTuple):
    """What the customer had said, our reply and what the customer says to it, each in one message or several."""

    asked: list[str]
    reply: list[str]
    answer: list[str]


def failures_in_a_row(messages: Sequence[Message]) -> int:
    """How many of our last replies did not help, one after the other; 0 when the customer asks nothing more."""
    return len(_failures(messages))


def plain_failures(messages: Sequence[Message]) -> int:
    """Those of them that were told: we owned up to them or said the same again, or the customer says so.

    Who only comes back to a word of theirs may have got what they asked for, and want more of it.
    """
    exchanges = _exchanges(messages)
    return sum(_failed_plainly(exchanges, position) for position in _failures(messages))


def _failures(messages: Sequence[Message]) -> list[int]:
    """Which exchanges failed, from the last one back to the first that did not."""
    if _closes(folded(messages[-1][1]) if messages else ""):
        return []
    exchanges = _exchanges(messages)
    backwards = range(len(exchanges) - 1, -1, -1)
    return list(takewhile(lambda position: _failed(exchanges, position), backwards))


def _closes(answer: str) -> bool:
    if answer.endswith("?") or len(answer.split()) > _LONGEST_CLOSING:
        return False
    return _satisfied(answer)


def _exchanges(messages: Sequence[Message]) -> list[_Exchange]:
    turns: list[tuple[str, list[str]]] = []
    for role, text in messages:
        if role not in ("customer", "agent"):
            continue
        if turns and turns[-1][0] == role:
            turns[-1][1].append(text)
        else:
            turns.append((role, [text]))
    asked: list[tuple[str, list[str]]] = [("", []), *turns]
    return [
        _Exchange(before[1] if before[0] == "customer" else [], reply[1], after[1])
        for before, (reply, after) in zip(asked, pairwise(turns), strict=False)
        if reply[0] == "agent" and after[0] == "customer"
    ]


def _failed(exchanges: Sequence[_Exchange], position: int) -> bool:
    insists = not _satisfied(_plain(exchanges[position].answer)) and _insists(exchanges[: position + 1])
    return insists or _failed_plainly(exchanges, position)


def _failed_plainly(exchanges: Sequence[_Exchange], position: int) -> bool:
    asked, reply, answer = exchanges[position]
    repeated = any(_repeats(reply, earlier) for _, earlier, _ in exchanges[:position])
    if repeated or owned_up(_plain(reply)) or _same(_plain(asked), _plain(answer)):
        return True
    return not _satisfied(_plain(answer)) and _denies(reply, answer)


def _plain(texts: Sequence[str]) -> str:
    return " ".join(map(folded, texts))


def _repeats(reply: Sequence[str], earlier: Sequence[str]) -> bool:
    """Whether we say again what we have said; the same sentence with another price or day is an answer."""
    figures = [_FIGURE.findall(" ".join(texts)) for texts in (reply, earlier)]
    return figures[0] == figures[1] and _same(_plain(reply), _plain(earlier))


def _satisfied(answer: str) -> bool:
    return _SATISFIED.search(answer) is not None and not _NOT_HELPED.search(answer)


def _denies(reply: Sequence[str], answer: Sequence[str]) -> bool:
    """Whether the customer says that the reply did not help; an answer to a question of ours says nothing of it."""
    ours, theirs = _plain(reply), _plain(answer)
    if _INSTRUCTED.search(ours) and _DENIED.search(theirs):
        return True
    if ours.endswith("?"):
        return False
    told = _NO.search(theirs) or _NOT_HELPED.search(theirs)
    return told is not None or _unhelped(answer) >= UNHELPED


def _insists(exchanges: Sequence[_Exchange]) -> bool:
    """Whether the last answer comes back to what the customer spoke of before and our reply had missed."""
    _, reply, answer = exchanges[-1]
    ours = _plain(reply)
    if _AFFIRMED.search(ours) or _unhelped(answer) < INSISTING:
        return False
    missed = _subjects(_plain(answer)) - _subjects(ours)
    return any(not missed.isdisjoint(_subjects(_plain(asked))) for asked, _, _ in exchanges)


def _unhelped(answer: Sequence[str]) -> float:
    return max(shipped().moods(text)["unhelped"] for text in answer)


def _subjects(plain: str) -> set[str]:
    words = plain.replace("?", "").split()
    return {word[:_STEM] for word in words if len(word) >= _LEAST_LETTERS and word not in _without_subject()}


@cache
def _without_subject() -> frozenset[str]:
    """What every customer says, whatever they speak of."""
    return frozenset(_USUAL.split()).union(*(analyzer(locale).stop_words for locale in get_args(Locale)))


def owned_up(reply: str) -> bool:
    """Whether a folded reply says that it has no answer."""
    for beside in _BESIDE_AN_ANSWER:
        reply = reply.replace(beside, " ")
    return reply.startswith(_OURS) or _OWNED_UP.search(reply) is not None


def _same(first: str, second: str) -> bool:
    words, others = set(first.split()), set(second.split())
    if min(len(words), len(others)) < MIN_WORDS:
        return False
    return len(words & others) >= SAME * len(words | others)
