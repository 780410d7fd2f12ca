"""An objection to the kind of meeting that our reply named: "odontopediatria não é de criança?", "tenho 71 anos".

It is read as what it comes to, "não odontopediatria", in this message and in those that are looked back on.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from agente.agents.local.addressing import without_vocatives
from agente.agents.local.cues import cue, word_set
from agente.agents.local.told_of import TOLD_OF
from agente.agents.local.toolbox import Toolbox
from agente.agents.local.whose import ME, whose_is
from agente.agents.turn import TurnInput, Utterance
from agente.kit.patterns import regex
from agente.knowledge.analysis import folded, words
from agente.packs.models import Locale, MeetingKind
from agente.scheduling.titles import title_of

LOOKED_BACK: Final = 12  # utterances
_CLAUSE: Final = regex(r"[^,.;!?\n]+[,.;!?\n]*")
_COPULA: Final = word_set("e eh era seria is es")
_SURPRISE: Final = word_set("ue uai oxe oxi como assim pq porque why por")
_AROUND: Final = (
    _COPULA
    | _SURPRISE
    | word_set(
        "mas nao de da do pra pro para so isso isto esse essa ai aqui coisa ne rs kk a o as os que um uma"
        " not for only the isn but no del solo el la"
    )
)
# "Ele tem 15", "15 anos": no child any more.
_GROWN: Final = cue(
    r"(?:el[ea]|filh[oa]|menin[oa]|he|she|hij[oa])(?: (?:so|ja|is|already|ya))?(?: (?:tem|fez|tiene|is))?"
    r" (?:1[3-9]|[2-9]\d)(?! ?(?:h|hs|hrs|horas)\b)",
    r"(?:1[3-9]|[2-9]\d) (?:anos|years|yo)",
)
_OWN_AGE: Final = cue(
    r"(?<!nao )(?:tenho|to com|estou com|completei|fiz|i m|i am|tengo)(?: (?:ja|quase|mais de|already|ya|casi))?"
    r" (?:1[89]|[2-9]\d) (?:anos?|years|aninhos)",
    r"(?<!nao )(?:sou|soy|i m|i am)(?: (?:um|uma|an?|una?|ja))? (?:adult\w*|idos\w+|aposentad\w+|senior|jubilad\w+)",
)
_A_CHILD: Final = {"pt-BR": "para criança", "en": "for my child", "es": "para niño"}
_NOT: Final = {"pt-BR": "não", "en": "not", "es": "nunca"}  # which deny in each pack's language


def in_plain_words(tools: Toolbox, turn: TurnInput) -> TurnInput:
    """The turn without those whom the customer only speaks to, and with each objection to a kind as a plain no."""
    if not tools.pack.business.booking.kinds:
        return replace(turn, text=without_vocatives(turn.text))
    history = [*turn.history, Utterance("customer", turn.text)]
    start = max(len(history) - LOOKED_BACK, 0)
    read = list(_read(tools, history[start:], turn.locale))
    text = read[-1].text
    named = tools.kinds.named(text)
    # Who was told of is of that kind no longer.
    state = {**turn.state, TOLD_OF: None} if named and named.kind is None else turn.state
    return replace(turn, text=text, state=state, history=(*history[:start], *read[:-1]))


def _read(tools: Toolbox, history: list[Utterance], locale: Locale) -> Iterator[Utterance]:
    kinds: list[MeetingKind] = []
    for utterance in history:
        if utterance.role != "customer":
            kinds = _named_by_us(tools, utterance.text, locale)
            yield utterance
            continue
        text = without_vocatives(utterance.text)
        for kind in kinds:
            text = _objecting(tools, text, kind, locale)
        yield replace(utterance, text=text)


def _named_by_us(tools: Toolbox, reply: str, locale: Locale) -> list[MeetingKind]:
    said, usual = folded(reply), title_of(tools.pack, locale)
    titles = ((kind, title_of(tools.pack, locale, kind.id)) for kind in tools.pack.business.booking.kinds)
    return [kind for kind, title in titles if title != usual and folded(title) in said]


def _objecting(tools: Toolbox, text: str, kind: MeetingKind, locale: Locale) -> str:
    """The text with a plain no to the kind in the place of an objection to it."""
    if tools.kinds.named(text) is None and not _OWN_AGE.search(folded(text)):
        return text
    no = f"{_NOT[locale]} {title_of(tools.pack, locale, kind.id)}"
    clauses = _CLAUSE.findall(text)
    left = [no + "." if _doubts(tools, text, clause, kind) else clause.strip() for clause in clauses]
    if left != [clause.strip() for clause in clauses]:
        return " ".join(left)
    return f"{text.rstrip(' ,')}. {no}" if _is_too_old(tools, text, kind, locale) else text


def _doubts(tools: Toolbox, text: str, clause: str, kind: MeetingKind) -> bool:
    """ "Odontopediatria não é de criança?", "ué, odontopediatria?", "odontopediatria? ele tem 15"."""
    said = list(words(clause))
    around, times = tools.kinds.beside(said, kind)
    if not times or not _AROUND.issuperset(around):
        return False
    if times > 1:
        return not _COPULA.isdisjoint(around)
    asks = "?" in clause
    before = set(words(text.partition(clause)[0]))
    surprised = not _SURPRISE.isdisjoint({*around, *before})
    return asks and (surprised or (not around and _GROWN.search(folded(text)) is not None))


def _is_too_old(tools: Toolbox, text: str, kind: MeetingKind, locale: Locale) -> bool:
    """Whether the customer, who is offered a child's, tells their own age, and of nobody else."""
    said = folded(text)
    if not _OWN_AGE.search(said) or tools.kinds.named(text) is not None:
        return False
    children = tools.kinds.named(_A_CHILD[locale])
    return children is not None and children.kind == kind and whose_is(text, said) in (None, ME)
