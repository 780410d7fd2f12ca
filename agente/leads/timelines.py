"""When does the customer want to start or buy? In their own words."""

import re
from collections.abc import Iterator
from typing import Final

from agente.kit.patterns import regex
from agente.leads.answers import NO_ANSWER, whole_answer
from agente.leads.moments import AROUND_EVENT, BARE, DAY, JUST_NOW, MONTH, POINT, TIME_WORDS, VAGUE, WHEN
from agente.leads.wording import Message

Span = tuple[int, int]
_PLAZO: Final = regex(r"\b(?:prazo|deadline|plazo|timeline|previsao|cronograma|data|inicio|quando|prefer\w+|tardar)\b")
# What a time follows that needs nothing else to be theirs: "Início previsto: 03/02", "preferimos o segundo semestre".
_PLAZO_BEFORE: Final = regex(
    r"\b(?:(?:prazo|deadline|plazo|timeline|previsao|cronograma|data (?:desejad|previst|ideal)[oa]?"
    r"|inicio)(?: [a-z]+){0,4}\W{1,3}|quando ?[:?] ?"
    r"|(?:prazo|deadline|plazo|timeline|previsao|prefer\w+)(?: (?:ideal|maximo|desejado))? |mais tardar(?: em| no)? )"
    r"(?:e |eh |de |seria |is |es |o |a |para |pra |ideal |maximo |uns |em )*$"
)
# What may stand around a time that is all a sentence says: "só depois das férias", "isso é pra agosto, viu".
_ONLY_BEFORE: Final = regex(
    r"\W*(?:(?:so|isso|e|eh|seria|acho|que|mas|talvez|provavelmente|deve ser|vai ser|fica|ficaria|ai|entao|tipo|maybe"
    r"|only|just|solo|quizas)\W+)+"
)
_ONLY_AFTER: Final = regex(r"\W*(?:(?:mesmo|viu|ta|ok|moca|moco|amigo|por ai|hein|tah|sem falta|please)\W*)*$")
_STRONG_CUE = regex(
    r"\b(?:comec\w+|inici\w+|implant\w+|implement\w+|contratar|contratamos|fechar|fechamos|adquirir"
    r"|assinar|instal\w+|terminar|concluir|rodando|funcionando|no ar"
    r"|(?:tenho|temos|we have|tenemos) $|(?:up and|have it) running"
    r"|(?:conseguem|consegue|consigo|da pra|da para|tem (?:como|jeito de)|(?:e|seria) possivel|da tempo de|can you"
    r"|could you) (?:\w+ ){0,2}?"
    r"(?:entregar|cotar|fazer|ter|have|deliver|montar|criar|deixar|ficar|colocar)|migrar|lancar|lancamento|inaugurar"
    r"|inauguramos|prazo|start"
    r"|begin|launch|go live|going live"
    r"|empezar|comenzar|arrancar|operando|pronto|deadline)\b"
)
# The day of what they prepare for: "a inauguração é dia 10 de março".
_EVENT = regex(
    r"\b(?:(?:inauguracao|abertura|lancamento|estreia|mudanca|casamento|casorio|formatura|evento|festa|aniversario|obra"
    r"|feira|congresso"
    r"|bazar|show|opening|launch|wedding|apertura"
    r"|boda|virada) (?:[a-z]+ ){0,3}?(?:e|eh|sera|vai ser|ficou|comeca|(?:(?:e|esta|ta|ficou) )?(?:marcad"
    r"|prevista?)[oa]?|is|es|sera)(?: (?:no|na|em|pra|para|pro|on|in|el))? "
    r"|(?:abr(?:e|o|imos|iremos|ira)|inaugur(?:a|o|amos)|lanc(?:a|o|amos)|estrei(?:a|o|amos))(?: a \w+| o \w+| as"
    r" portas)?(?: (?:no|na|em|pra|para|pro))? "
    r"|contrato (?:atual|antigo|com (?!voces|vcs)\w+(?: \w+){0,2}) (?:vence|termina|acaba|encerra"
    r"|vai ate) (?:em |no |ate )?)"
    rf"({POINT})(?![a-z])"
    rf"|\b(?:casamento|formatura|festa|aniversario|inauguracao|mudanca|evento|congresso|wedding)\b[^.!?]{{0,50}}?"
    rf"\b((?:no )?dia \d{{1,2}}(?: de {MONTH}|/\d{{1,2}}))(?![a-z])"
)
_PAYING = regex(
    r"\bpago (?:ate|no maximo|uns)\b|\b(?:da pra|da para|posso|consigo|podemos|conseguimos|pretendo|pra|para) pagar\b"
)
_TAKEN_BACK: Final = (
    "na verdade", "alias", "ops", "quer dizer", "ou melhor", "nao, ", "melhor", "actually", "en realidad", "na real",
    "pensando ", "corrigindo", "desculpa", "opa", "sorry", "mejor",
)  # fmt: skip
_SHORT = 6  # words
_REACH_BEFORE = 30  # characters before a need and its time
_REACH_AFTER = 35  # characters from the time on, in which something else may still claim it
_SYSTEM_OF = regex(
    r"\b(?:sistema|software|ferramenta|plataforma|app|aplicativo|programa|solucao|agenda|controle|gestao"
    r"|automa\w+|system|tool|software|site) "
    r"(?:de|do|da|para|pra|for|to|que) (?:\w+ (?:e |de |, ?)?){1,3}"
)
_START_CUE: Final = regex(
    r"\b(?:comec\w+|inici\w+|implant\w+|implement\w+|contrat\w+|compr\w+|fech\w+"
    r"|adquir\w+|assin\w+|instal\w+|precis\w+|quer\w+|gostaria\w*|prazo|rodando|funcionando|pronto"
    r"|pronta|no ar|migr\w+|lanc\w+|inaugur\w+|abr(?:ir|imos|e)|troc\w+|mud\w+|decid\w+|defin\w+"
    r"|urgencia|projeto|necessit\w+|procur\w+|busc\w+|pretend\w+|planej\w+|usar|usando|operando|live"
    r"|start\w*|buy|launch\w*|need\w*|want|begin|ready|looking|deadline|timeline|empezar|empezamos"
    r"|comenzar|necesit\w+|quier\w+|queremos|arrancar|plazo|ideia|intencao|meta|previs\w+|expectativa"
    r"|cronograma|mudanca|estreia|abertura|(?:e|eh|seria|seriam) (?:pra|para|pro|na|no|em)|preferencia|talvez"
    r"|entreg\w+|tenho que|temos que"
    r"|sair|rolar|resolver|ter|tenho ate|temos ate|virar|urgente|urgent|hope|esperamos|estrear|reform\w+"
    r"|viaj\w+|matricul\w+"
    r"|vou|vamos|idea|has to|have to|tiene que|pressa|rush|prisa|rapido|tem que|pode ser|ficar|hopefully|ideally"
    r"|ideal)\b"
)
_NOT_START: Final = regex(
    r"\b(?:(?:quero|vou|vamos) sair|rescind\w+|suspend\w+|agend\w+|marc(?:ar|amos|ado|ada)|reuni\w+|visit\w+"
    r"|consult(?:a|as)|horario\w*|remarc\w+"
    r"|pedido\w*|cheg\w+|cobran\w+|cobraram|boleto\w*|venc\w+|pag(?:uei|amento|ar|o|ou)|comprei"
    r"|compramos|comprado|cancel\w+|devolu\w+|reembols\w+|estorn\w+|rastre\w+|encomenda|caiu|caindo"
    r"|travou|travad\w+|travando|fora do ar|erro|bug|parou|quebrou|protocolo|reclam\w+|procon"
    r"|segunda via|fatura\w*|nota fiscal d|demonstracao|demo|call|meeting|appointment|book|schedul\w+"
    r"|order|delivery|refund|invoice|reunion|cita|abrem|abre|aberto|funcionam|funciona|atendem|feriado\?"
    r"|faturou|contratei|contratamos|assinei|desde|ha|faz|atras|ago|last|passad[oa]|atendente|humano"
    r"|gerente|falar|liga|ligar|ligue|retorn\w+|respond\w+|respost\w+|tecnico|atras\w+|demor\w+"
    r"|te falo|te aviso|volto|penso|vou pensar|resolver (?:esse|essa|o meu)|vez que|proposta (?:ate|pra|para)"
    r"|efetuad\w+|realizad\w+|feit[oa]|fiz|desist\w+|encerr\w+|distrato|arrependimento|paus\w+|pause"
    r"|renov\w+|trancar|suspend\w+|saindo|processo|juizado|advogad\w+|entrega|entregue|entregam|login"
    r"|senha|acesso|suporte|humana|conversar|teste|trial)\b"
)


# What happened, or is owed: it claims the time that stands beside it, whatever else the sentence wants.
_HAPPENED = regex(
    r"\b(?:comprei|compramos|paguei|pagamos|cheg(?:ou|ar|aria)|travou|caiu|quebrou|parou|reclam\w+|cancel\w+"
    r"|reembols\w+|estorn\w+|remarc\w+|desmarc\w+|reagend\w+|te (?:falo|aviso)|ontem|passad[oa]s?|desde|faz|ha"
    r"|last|ago|yesterday|venc\w+|boleto|fatura|contratei|assinei|atras\w+|era|foi|fui|desconto|promocao|vale (?:ate"
    r"|ainda)|valido)\b"
)
_REPLACED = regex(
    r"\b(?:era|eram|antes era|nao (?:e|eh|vai ser|da)|esquec[ea]|em vez de|ao inves de|instead of|not|was|was for)"
    r"(?: mais)?(?: (?:o|a|em|no|na|pra|pro|para|ate|de))?\s*$"
)
_MOVED = regex(
    r"\b(?:adi\w+|antecip\w+|prorrog\w+|estic\w+|mud(?:ou|amos|aram|ei)|remarc\w+|pass(?:ou|amos|aram) (?:pra|para|pro)"
    r"|atras(?:ou|amos|aram)|esquec[ea]|agora (?:e|eh|ficou|vai)|vai ser|ficou|prazo|pode ser|corrig\w+|correcao"
    r"|postponed|pushed|moved|deadline)\b"
)
_CLAUSE_BEGINS = regex(r"(?:^|[,;.\n])\s*(?:e |mas )?$")
_CLAUSE_ENDS = regex(r"\s*(?:[,.;!\n]|$)")
_FAREWELL = regex(r"ate (?:amanha|hoje|logo|breve|segunda|terca|quarta|quinta|sexta|sabado|domingo|mais)|logo|em breve")
_GOES_ON = regex(r"\s*(?:[,.!?;:)\n]|$|(?:sem falta|ate|pra|para|se|no maximo|cedo|please|por favor|que e|as)\b)")


def timeline_in(
    message: Message, asked: bool, need: Span | None, *, known: bool = False, wanting: bool = False
) -> str | None:
    """When they want to start or buy.

    `need` is where the message says what for; `known`: they said when before, `wanting`: they said what for before.
    """
    if asked or (known and _puts_right(message)):
        return _answered(message, asked)
    if not message.has_digits and not message.mentions(TIME_WORDS):
        return None
    return _event(message) or _told(message, need) or (_by_itself(message) if wanting else None)


def _by_itself(message: Message) -> str | None:
    """A clause that is a time and nothing more, behind a message that said what they need."""
    for match in WHEN.finditer(message.folded):
        begins = _CLAUSE_BEGINS.search(message.folded, 0, match.start())
        if begins and _CLAUSE_ENDS.match(message.folded, match.end()) and not _FAREWELL.match(match.group()):
            return message.text[match.start() : match.end()]
    return None


def _puts_right(message: Message) -> bool:
    return message.folded.startswith(_TAKEN_BACK) or _MOVED.search(message.folded) is not None


def _event(message: Message) -> str | None:
    event = _EVENT.search(message.folded)
    if event is None or message.is_question(event.start()):
        return None
    return message.text[slice(*event.span(event.lastindex or 1))]


def _answered(message: Message, asked: bool) -> str | None:
    """The first time of an answer or a correction that is not what it puts right."""
    folded = message.folded
    found: list[str] = []
    vague: str | None = None
    for pattern in (WHEN, BARE):
        for match in pattern.finditer(folded):
            start, end = message.sentence(match.start())
            if NO_ANSWER.search(folded, start, end) and not (vague or found) and VAGUE.match(match.group()) is None:
                continue
            if message.is_question(match.start()) and _NOT_START.search(folded, start, end):
                continue
            if _REPLACED.search(folded, start, match.start()):
                continue
            text = message.text[match.start() : match.end()].strip()
            if VAGUE.match(match.group()):
                vague = vague or text
            else:
                found.append(text)
        if found:
            return found[0]
    return vague or (whole_answer(message) if asked else None)


def _told(message: Message, need: Span | None) -> str | None:
    folded = message.folded
    vague: str | None = None
    for match in _times(message, need):
        start, end = match.span()
        if not _about_starting(message, start, end, need) or _REPLACED.search(folded, max(0, start - 30), start):
            continue
        if match.group() == "logo" or folded[max(0, start - 4) : start].endswith("nao "):
            continue
        if not VAGUE.match(match.group()):
            return message.text[start:end]
        vague = vague or message.text[start:end]
    return vague


def _times(message: Message, need: Span | None) -> Iterator[re.Match[str]]:
    folded = message.folded
    yield from WHEN.finditer(folded)
    yield from JUST_NOW.finditer(folded)
    if _PLAZO.search(folded):
        yield from (match for match in BARE.finditer(folded) if _PLAZO_BEFORE.search(folded, 0, match.start()))
    if need is not None:
        yield from (match for match in DAY.finditer(folded) if _GOES_ON.match(folded, match.end()))
    if need is not None or _STRONG_CUE.search(folded):
        yield from AROUND_EVENT.finditer(folded)


def _about_starting(message: Message, start: int, stop: int, need: Span | None) -> bool:
    """Whether the sentence (with the one before a short one) is about starting or buying and nothing else."""
    folded = message.folded
    begin, end = message.sentence(start)
    asks = _asks(message, start, end, fewest=3 if need is None else 2)
    if _PLAZO_BEFORE.search(folded, max(begin, start - 40), start) and not asks:
        return True
    said_alone = start + 3 if folded.startswith("so ", start) else start
    if _ONLY_BEFORE.fullmatch(folded, begin, said_alone) and _ONLY_AFTER.fullmatch(folded, stop, end) and not asks:
        return True
    if len(folded[begin:end].split()) <= _SHORT:
        begin = message.sentence(max(0, begin - 2))[0]
    around = folded[begin:end]
    if asks and not _STRONG_CUE.search(around):
        return False
    near = folded[max(begin, start - 45) : start]
    if folded.startswith(("temos ", "tenho ", "we have ", "tenemos "), start):
        return True
    if _STRONG_CUE.search(near) and not _NOT_START.search(near):
        return True
    if need is not None and begin <= need[0] < end:
        reach = max(begin, min(need[0], start) - _REACH_BEFORE), min(end, stop + _REACH_AFTER)
        return not _HAPPENED.search(_PAYING.sub("", _beside(folded, reach, need, (start, stop))))
    if _NOT_START.search(_PAYING.sub("", _SYSTEM_OF.sub("", folded[begin : min(end, start + _REACH_AFTER)]))):
        return False
    return _START_CUE.search(around) is not None or (need is not None and not _HAPPENED.search(folded))


def _beside(folded: str, reach: Span, *apart: Span) -> str:
    """What stands in reach without what is known: "um sistema de cobrança" is no complaint, "pra ontem" no past."""
    for start, stop in apart:
        folded = folded[:start] + " " * (stop - start) + folded[stop:]
    return folded[reach[0] : reach[1]]


def _asks(message: Message, start: int, end: int, *, fewest: int) -> bool:
    """Whether the time is part of a question, not of what stands before one: "quero até dezembro, dá pra parcelar?"."""
    return message.is_question(start) and len(message.folded[start:end].partition(", ")[2].split()) < fewest
