"""Which number of a message is of a part of the team, and which is of each of several groups of it?"""

from itertools import pairwise
from typing import Final

from agente.kit.patterns import regex
from agente.leads.numerals import Number
from agente.leads.wording import Message

_MOST_GROUPS: Final = 50  # shifts and shops of one business; of more a number is likelier misread
# "2 turnos de 6", "três equipes com 4 pessoas"; "2 lojas com 5 pessoas" may be five in all, unless it says "cada".
_GROUPS = regex(
    r" (?:(?:turnos|equipes|times|squads|shifts|teams|crews|equipos|cuadrillas)(?: \w+)?"
    r" (?:de|com|of|with|con|cada (?:um|uma) (?:com|de))"
    r"|(?:\w+ )?cada (?:um|uma) (?:com|de)) (?:uns |umas )?$"
)
_PLACES = regex(
    r" (?:lojas|filiais|unidades|salas|turmas|sedes|shops|stores|branches|tiendas|sucursales)(?: \w+)?"
    r" (?:de|com|of|with|con) (?:uns |umas )?$"
)
_EACH_AFTER = regex(r"(?: [a-z]+)?,? (?:(?:em|in|en) )?(?:cada|each|por (?:loja|turno|unidade|filial|tienda))\b")
_SHARE_AFTER = regex(
    r"(?: (?:pessoas|gente|funcionari[oa]s|colaborador(?:es|as)|vendedor(?:es|as)|atendentes|people|employees|personas"
    r"|empleados|staff|trabalhadores|operador(?:es|as)|tecnic[oa]s))?\s*(?:$|[.,;!?)\n]|(?:cada|each)\b)"
)
# What says that the people behind it are among those in front of it.
_AMONG = regex(
    r"[\s,;:(-]*(?:(?:pessoas|funcionari[oa]s|colaborador(?:es|as)|empregados|people|employees|personas|empleados"
    r"|no total|ao todo|in total|en total)[\s,;:(-]*)?(?:e |and |y )?"
    r"(?:sendo|dos quais|das quais|deles|delas|incluindo|inclusive|inclusos?|entre (?:eles|elas)|dentre (?:eles|elas)"
    r"|contando(?: com)?|destes|desses|of (?:which|whom)|including|among them|de (?:los|las) (?:cuales|que)"
    r"|incluyendo|entre ellos|siendo)(?: (?:uns|umas|so|apenas|only|solo|os|as))?:? $"
)
_WITH = regex(r",? ?(?:com|with|con) $")
_OF_ALL = regex(r" (?:[a-z]+ )?(?:no total|ao todo|in total|en total|no geral)\b")
_BESIDE = regex(r"[\s,;:(-]+$|,? ?(?:e|and|y) $")
_THEM_AFTER = regex(r" (?:(?:deles|delas|dos|de nos|of them|of us|de ellos) |(?:sao|are|son|ficam|trabalham) )")


def is_part(message: Message, whole: Number, number: Number) -> bool:
    """Whether a number counts some of the people that another, before it, counts: "10, sendo 4 vendedores"."""
    between = message.folded[whole.end : number.start]
    if number.value >= whole.value or number.start < whole.end:
        return False
    if _AMONG.fullmatch(between):
        return True
    beside = _BESIDE.fullmatch(between)
    if between.lstrip(" ") == "(" or (beside and _THEM_AFTER.match(message.folded, number.end)):
        return True
    total = _OF_ALL.match(message.folded, whole.end) is not None
    return total or _WITH.fullmatch(between) is not None


def names_part(message: Message, whole: Number, number: Number) -> bool:
    """The same where the words between them leave no doubt, whatever stands around the first."""
    between = message.folded[whole.end : number.start]
    return 0 < number.value < whole.value and _AMONG.fullmatch(between) is not None


def groups_in(message: Message, numbers: list[Number]) -> list[tuple[Number, Number]]:
    """The pairs of numbers that count groups and the people of each: "2 turnos de 6"."""
    pairs = pairwise(numbers)
    return [(groups, each) for groups, each in pairs if _are_groups(message, groups, each)]


def _are_groups(message: Message, groups: Number, each: Number) -> bool:
    if not 1 < groups.value <= _MOST_GROUPS or groups.value % 1 or each.value % 1 or each.scale > 1:
        return False
    between = message.folded[groups.end : each.start]
    share = _SHARE_AFTER.match(message.folded, each.end) is not None
    several = _EACH_AFTER.match(message.folded, each.end) is not None
    if _GROUPS.fullmatch(between):
        return share or several
    return several and _PLACES.fullmatch(between) is not None
