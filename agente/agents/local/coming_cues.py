"""The turns of phrase of coming: when to be there, and coming without a meeting. Three languages, as `meeting_cues`."""

from typing import Final

from agente.agents.local.cues import cue

_MUST = (
    r"(?:tenho|temos|tem|preciso|precisamos|precisa|devo|devemos|posso|podemos|deve|e pra|eh pra|pra|para|que|de|bom"
    r"|melhor)"
)
# "Que horas tenho que chegar?", "quanto tempo antes chego?": and what tells it.
ARRIVE: Final = cue(
    r"(?:que horas?|quanto tempo(?: antes)?|quando|quantos minutos(?: antes)?|com (?:quant\w+|que|qual) (?:\w+ ){0,2}?"
    r"antecedencia)(?: (?:eu|ela|ele|a gente|nos|e|eh))*"
    rf"(?: {_MUST}){{0,3}} (?:chegar|chego|chegamos)(?! (?:a|o|as|os|na|no|ai)\b)",
    r"(?:tenho que|preciso|devo|e pra|e bom) chegar (?:mais cedo|antes|com antecedencia)|chego antes",
    r"(?:what time|when|how (?:early|long before)|how many minutes before)(?: \w+){0,3}"
    r" (?:arrive|be there|get there|show up)",
    r"(?:que hora|cuando|cuanto (?:tiempo )?antes|con cuant\w+ anticipacion)(?: \w+){0,3} (?:llegar|llego|llegamos)",
)
BE_EARLY: Final = cue(
    r"cheg\w+(?: \w+){0,5} (?:minutos?|horas?|antes|antecedencia)",
    r"(?:arriv\w+|come)(?: \w+){0,5} (?:early|minutes|before)",
    r"(?:lleg\w+|veng\w*)(?: \w+){0,5} (?:minutos?|horas?|antes|anticipacion)",
)
# "Posso ir sem marcar?", "é por ordem de chegada?"; and what tells it.
_WALK_IN = cue(
    r"sem (?:ter )?(?:(?:hora|horario|consulta|visita) )?(?:marcar|marcad[ao]|agendar|agendad[ao]|agendamento|reservar"
    r"|reserva|marcacao|hora|horario)(?: antes)?",
    r"ordem de chegada|(?:e|eh|ou) so (?:chegar|aparecer|ir|vir|passar)|chegar e ser atendid\w+",
    r"without (?:an? )?(?:appointment|booking|reservation)|walk ?ins?|first come",
    r"sin (?:pedir |sacar )?(?:cita|turno|reserva|hora|agendar|reservar)(?: previ[ao])?|orden de llegada",
)
_SUPPOSES = cue(r"se|posso|podemos|pode|precisa|preciso|tem que|tenho que|can|do|if|puedo|hay que|si|atendem")
WALK_IN_TOLD: Final = cue(
    r"sem (?:hora|horario|agend\w+|marcar|reserva)|ordem de chegada|(?:hora|horario) marcad[ao]|com agendamento"
    r"|encaix\w+",
    r"(?:by|with|without) (?:an? )?appointment|walk ?ins?|first come",
    r"(?:con|sin) (?:cita|turno|reserva)|orden de llegada",
)

# "Já resolve na hora ou só olha?", "dá pra fazer o canal hoje mesmo?": on the day of the meeting; and what tells it.
ON_THE_DAY: Final = cue(
    r"(?:n?o|de) mesmo dia|na (?:mesma )?hora(?! d[aeo]s?\b)|hoje mesmo|no ato|same day|on the spot|(?:el )?mismo dia"
    # "Já começa nesse dia ou só depois?", "já coloca na primeira consulta?"
    r"|(?:n?ess[ea]|n?est[ea]) (?:mesm[oa] )?(?:dia|consulta|visita)(?: mesm[oa])?|na primeira (?:consulta|visita|vez)"
    r"|(?:that|the) (?:very )?(?:day|first visit)|ese (?:mismo )?dia|en la primera (?:consulta|visita)|en el momento"
)
DONE_THERE: Final = cue(
    r"(?:faz(?:em|er)?|faco|feit[oa]s?|resolv\w+|trat(?:a|am|ar|amento)|comec(?:a|am|ar|o|amos)"
    r"|termin(?:a|am|ar)|coloc(?:a|am|ar|o)|poem?|por|instal(?:a|am|ar|o)|consert(?:a|am|ar)|do|done|fix(?:ed)?|treat\w*|start|hac\w+|hecho|resuelv\w+|tratamiento)"
)


def asks_of_walking_in(text: str, spoken: str) -> bool:
    """ "Se eu for sem marcar, espero muito?"; "fui sem marcar" tells."""
    return _WALK_IN.search(spoken) is not None and ("?" in text or _SUPPOSES.search(spoken) is not None)


_ENDS = (
    r"(?:sai|saio|saimos|saem|termina|terminamos|acaba|libera\w*|fica pront[oa]|ends?|over|done|finish\w*|sale|salimos)"
)
_WHAT_TIME = r"(?:que horas?|ate que horas?|what time|a que hora|hasta que hora)"
# Of a meeting: "que horas vocês saem?" is of the business, and so is whatever closes.
_NOT_THE_BUSINESS = r"(?! (?:voces|vcs|voce|a clinica|a loja|o expediente|o atendimento|o suporte|you|ustedes)\b)"
ENDS: Final = cue(
    rf"{_WHAT_TIME}{_NOT_THE_BUSINESS}(?: \w+){{0,3}} {_ENDS}{_NOT_THE_BUSINESS}",
    rf"(?<!voces )(?<!vcs )(?<!voce ){_ENDS}{_NOT_THE_BUSINESS}(?: \w+){{0,3}} {_WHAT_TIME}",
)
