"""The hours that customers keep themselves: "abro às 5 da manhã", "trabalho até as 18h". No wish for a meeting."""

import re

_MINE = (
    r"(?:(?:minha|meu|nossa|nosso|my|our|mi|nuestr[oa]) \w+(?: \w+)?|a gente|o pessoal aqui|aqui|my \w+ and i)"
    r" (?:(?:so|ja|ai|only|solo) )?(?:abre|fecha|funciona|atende|trabalha|acorda|opens?|closes?|works?|cierra|trabaja)"
    r"|(?:el[ea]s?|ell[oa]s?|he|she|(?:meus?|minhas?|my|mis?) \w+) (?:(?:so|ja|only|solo) )?(?:sai|saem|sale[ns]?"
    r"|entram?|estuda[mn]?|estudia[ns]?|trabalham?|trabajan?|larga[mn]?|gets? (?:out|off)|finish(?:es)?|leaves?)"
    r"|(?:minha|meu|my|mi) (?:(?:hora|horario|intervalo|pausa|hour|break) (?:d[eo]l? |pr[ao] )?)?"
    r"(?:almoco|lunch(?: (?:break|hour|time))?|almuerzo|expediente|turno|aula|shift) (?:e|eh|vai|is|goes|es)\b"
)
_KEEPING = (
    r"abro|abrimos|acordo|acordamos|levanto|durmo|almocamos|funcionamos|atendemos|(?<!do )(?<!no )(?<!o )(?<!de )"
    r"(?<!ao )(?<!pro )trabalho|trabalhamos|saio|saimos|entro|entramos|largo|pego no (?:trabalho|servico|batente)"
    # At the beginning it may take a time that was offered: "fecho às 15h então".
    r"|(?<=\w )(?:fecho|fechamos)"
    r"|(?:i|we) (?:usually |only )?(?:open|close|work|wake(?: up)?|get up|get off|finish|start)(?: \w+)?"
    r"|trabajo|trabajamos|cierro|cerramos|salgo|me levanto|me despierto"
)
# What comes behind is said of the meeting again: "saio às 18h, dá pra marcar 19h?"
_ASKING_AGAIN = (
    r"(?:mas|so que|entao|ai|quero|queria|prefiro|posso|pode\w*|da pra|daria|consig\w+|consegu\w+|tem|teria|marca\w*"
    r"|agend\w+|melhor|depois disso|but|can|could|pero|quiero|puedo|pued\w+|hay|entonces)"
)
# "Só abre à tarde" says when they could come.
_PART_ALONE = (
    r" (?:\w+ )?(?:a|de|pela|na|in the|por la|en la|de la) (?:manha|tarde|noite|morning|afternoon|evening|noche)"
)
_OWN = re.compile(rf"\b(?:{_MINE}|{_KEEPING})\b(?!{_PART_ALONE}\b)(?:(?! {_ASKING_AGAIN}\b)(?![,.](?!\d))[^;!?\n])*")
# From then on they can come: "saio 18h do trabalho", and not "entro às 18h".
_LEAVING = re.compile(
    r"\b(?:saio|saimos|sai|saem|largo|larga|salgo|sale|salen|get off|gets? out|leaves?|finish(?:es)?)\b"
)


def leaving(text: str) -> str:
    """What a folded message tells of when the customer, or whom it is for, leaves work or school, if anything."""
    return next((own[0] for own in _OWN.finditer(text) if _LEAVING.search(own[0])), "")


def without_own_hours(text: str) -> str:
    """A folded message without what it tells of the customer's own day."""
    return _OWN.sub(" ; ", text)
