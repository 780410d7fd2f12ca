"""The turns of phrase of a second meeting, beside the one that is booked. Three languages, as `meeting_cues`.

"Outro horário" and "outro pra quinta" are wishes to move; "outra consulta" and "outro horário pro irmão dela" are not.
"""

from typing import Final

from agente.agents.local.cues import cue
from agente.agents.local.meeting_cues import BOOK_VERB, MEETING, TIME_WORD
from agente.kit.patterns import regex

_MEETING = rf"(?!(?:horarios?|compromissos?|slots?|turnos?|retorno)\b){MEETING}"
_WANTS = rf"(?:{BOOK_VERB}|quero|queria|gostaria|quiero|quisiera|want|need|would like|like)"
_OTHER = r"(?:outr[oa]s?|mais (?:um|uma)|(?:uma|a) segunda|another|a second|one more|otr[oa]|una segunda)"
SOMEBODY: Final = (
    r"(?:irma\w*|filh\w+|marid\w+|espos\w+|mulher|mae|pai|soci[oa]s?|amig\w+|colegas?|net[oa]s?|sobrinh\w+"
    r"|namorad\w+|cunhad\w+|prim[oa]s?|sogr[oa]|avo|tia|tio|el[ea]s?|menin[oa]s?|crianca\w*|caculas?"
    r"|brother|sister|son|daughter|husband|wife|mom|mother|dad|father|friend|partner|him|her|kids?|child"
    r"|herman[oa]s?|hij[oa]s?|madre|padre|mama|papa|suegr[oa]|abuel[oa]|ell[oa]s?)"
)
_WHOSE = r"(?:o|a|os|as|meus?|minhas?|noss[oa]|outr[oa]|my|the|our|el|la|mi|mis)"
_FOR = rf"(?:pr[oa]s?|para|p|d[oa]|for|del?) (?:{_WHOSE} ){{0,3}}"
# For want of anything else that it could be: no time, no purpose, and none of the words that follow "para" otherwise.
_NO_NAME = (
    r"(?:segunda|terca|quart|quint|sext|sabad|doming|hoje|amanha|dia|semana|mes|depois|antes|manha|tarde|noite|fim|final"
    r"|comeco|inicio|almoc|frente|direita|esquerda|mim|outr|ess|est|proxim|mais|meio|que|gente|cima|favor|uma?|janeiro|fevereiro|marco|abril|maio"
    r"|junho|julho|agosto|setembro|outubro|novembro|dezembro|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    r"|today|tomorrow|next|lunes|martes|miercoles|jueves|viernes|manana|hoy|this|that|later|fazer|ver|ter|ir"
    rf"|\w+(?:ar|er|ir|cao)\b|{MEETING}\b)"
)
NAME: Final = rf"(?!{_NO_NAME})(?P<name>[a-z]{{3,}})"
FOR_A_NAME: Final = rf"(?:pr[oa]|para|for) (?:o |a |el |la )?{NAME}"
A_NAME: Final = regex(rf"(?!{_NO_NAME})[a-z]{{3,}}")
FOR_ME: Final = r"(?:pr[ao]|para|p|for) (?:mim|me|mi)"
_AT = rf"(?= (?:as?|ao|n[oa]|pr[ao]s?|para|at|on|for|el|por favor|pf|pfv|please|{TIME_WORD})\b|$)"
_TOO = r"(?:tambem|tbm|tb|too|also|as well|tambien)"

SECOND: Final = cue(
    rf"{_WANTS}(?: \w+){{0,4}}? {_OTHER} {_MEETING}|(?:e|eh|seria|is|s|es) (?:uma )?(?:outra|another|otra) {_MEETING}",
    rf"{_WANTS}(?: \w+){{0,4}}? (?:mais (?:um|uma)|one more) {MEETING}",
    rf"^(?:\w+ ){{0,3}}{BOOK_VERB} (?:mais (?:um|uma)|another|one more|otr[oa] mas)$",
    rf"{BOOK_VERB}(?: \w+){{0,2}} (?:mais (?:um|uma)|one more|otr[oa] mas){_AT}",
    rf"{BOOK_VERB}(?: \w+){{0,3}} {_FOR}{SOMEBODY}(?: \w+){{0,2}} {_TOO}",
    rf"{_TOO}(?: \w+){{0,3}} {BOOK_VERB}(?: \w+){{0,2}} {_FOR}{SOMEBODY}",
    rf"{BOOK_VERB} (?:uma?|an?|una?)(?: \w+){{1,3}} {_TOO}$",
    r"(?:levar|marcar|atender|encaixar|agendar|trazer|bring|book|llevar|reservar)(?: \w+){0,2}"
    r" (?:os|as|the|los|las|nos)"
    r" (?:2|3|dois|duas|tres|two|dos|both)(?= (?:no|na|junt\w+|de uma|ao|on|en|filh\w+|irma\w+|crianca\w*|kids)\b|$)",
    r"(?:os|as|the|los|las) (?:2|3|dois|duas|tres|two|dos)(?: \w+){0,2} (?:no|na|the|on the|el|en el)"
    r" (?:mesm[oa]|same|mism[oa]) (?:dia|horario|hora|day|time)",
)
# "Marca outro às 11"; "outro pra quinta" may be another day for the same one, unless that is to stay.
OTHER_ONE: Final = cue(rf"{BOOK_VERB}(?: \w+){{0,2}} (?:outr[oa]|another|otr[oa]){_AT}(?! (?:pr[ao]s?|para|for)\b)")
OTHER_BESIDE: Final = cue(
    rf"{BOOK_VERB}(?: \w+){{0,2}} (?:outr[oa]|another|otr[oa])(?: (?:horario|hora|vaga|slot|time|turno))?{_AT}"
)
# "Logo depois da dele", "antes da consulta da minha mãe": near somebody else's, which stays where it is. "Depois meu
# marido confirma" is no meeting.
_BESIDE = (
    r"(?:depois|antes|em seguida|despues)"
    rf" (?:(?:d[aeo]s?|del|de la) (?:{MEETING} )?(?:d[aeo] )?(?:meu |minha |mi )?d?{SOMEBODY}|d{SOMEBODY})"
    rf"|(?:after|before) (?:my )?(?:{SOMEBODY}|his|hers)"
)
BESIDE_THEIRS: Final = cue(rf"(?:(?:logo|right|just|justo) )?(?:{_BESIDE})")
RIGHT_BESIDE_THEIRS: Final = cue(rf"(?:logo|right|just|justo) (?:{_BESIDE})")
# "O dele logo depois", "um atrás do outro": from the end of the first on.
IN_A_ROW: Final = cue(
    r"logo (?:depois|em seguida|apos|atras)|em seguida|na sequencia|(?:um|uma) (?:atras|depois|apos) d[oa] outr[oa]"
    r"|seguid[oa]s|(?:right|straight|just) after|back to back|in a row|one after the other"
    r"|(?:justo|inmediatamente) despues|un[oa] (?:tras|despues de) otr[oa]|a continuacion"
)
# Of somebody who was not spoken of before; else it may be another time for the same one.
SECOND_FOR: Final = cue(
    rf"{_OTHER}(?: (?:horarios?|hora|vaga|slot|time))? (?:{_TOO} )?"
    rf"(?:{_FOR}(?P<somebody>{SOMEBODY})|{FOR_A_NAME})",
)
_TWO = r"(?:2|3|dois|duas|tres|two|three|both|dos|amb[oa]s)"
_FAMILY = (
    r"(?:filh[oa]s?|crianca\w*|criancinhas|irma\w*|gemeos|gemeas|menin[oa]s|net[oa]s|sobrinh[oa]s|kids|children|sons"
    r"|daughters|twins|grandchildren|hij[oa]s|nin[oa]s|herman[oa]s)"
)
# Two to be seen, before anything is booked: "pros meus 2 filhos", "2 horários seguidos". Two may share a visit or a
# demonstration, and two partners do: of them it is said only where they want two times.
TWO: Final = cue(
    rf"(?:pr[oa]s?|para|p|d[oa]s|levar|trazer|for|de|con|com|atender|marcar|agendar|encaixar)"
    rf" (?:(?:os|as|meus|minhas|noss[oa]s|my|our|the|los|las|mis) ){{0,2}}{_TWO} {_FAMILY}",
    rf"{_TWO} (?:horarios?|consultas?|vagas?|visitas?|avaliac\w+|slots|times|appointments|turnos|citas|horas)"
    r" (?:seguid[oa]s?|junt[oa]s?|n[oa] mesm[oa]|um atras|uma atras|back to back|in a row|on the same|el mismo)",
    rf"(?:marcar|agendar|reservar|book|reservar|quero|queria|preciso de|need|quiero) {_TWO}"
    r" (?:horarios|consultas|vagas|avaliacoes|sessoes|slots|appointments|turnos|citas)",
)
# "Mas são 2": of those who come, in a part of its own.
THEY_ARE: Final = cue(
    rf"^(?:(?:mas|e|so que|ah|but|pero|que) )*(?:(?:eles|elas|they|we) )?(?:sao|somos|seriam|vao ser|are|son)"
    rf" (?:os |as )?{_TWO}(?: {_FAMILY})?$"
)
BOTH_OF_US: Final = cue(
    r"(?:pra|para|p|entre) (?:nos|nois|a gente) (?:os )?(?:dois|duas|2)|(?:sao|somos|seriamos) (?:2|dois|duas) pessoas"
    r"|for (?:the two|both) of us|para (?:nosotros )?(?:los|las) dos|we are two|somos dos"
)
# "E a minha?", "e uma pra mim logo depois", behind what is said of somebody else's.
ONE_FOR_ME_TOO: Final = cue(
    rf"(?:a|o|el|la) (?:minha|meu|mia|mio)(?= (?:{_TOO}|logo|em seguida|depois|no mesmo|na mesma|despues)\b|$)",
    rf"(?:uma?|outr[oa]|one|another|un[ao]|otr[oa]) {FOR_ME}|(?:and|for) mine$|^and me$",
)
