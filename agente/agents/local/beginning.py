"""How does one begin, and what is needed for it? "Vou abrir uma loja, o que preciso?", "o que ela leva?"."""

from agente.agents.local import cues
from agente.agents.local.knowledge import quoting, tells_how
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox
from agente.packs.models import Locale

# "Quero começar o teste, como faço?", "como inicio o teste do Pro?"
_BEGINS = cues.cue(
    r"(?:comec\w+|inici\w+|faz\w*|faco|ativ\w+|ganh\w+|start|begin|empez\w+|empiezo)"
    r" (?:(?:o|a|um|esse|meu|the|my|el|la|mi|periodo de|free|gratuito) )*(?:teste|trial|prueba)"
)
_HOW_DONE = cues.cue(
    r"como (?:que )?(?:eu )?(?:faco|faz|fazer|comec\w+|inici\w+|ativ\w+)",
    r"how (?:do|can|to)|como (?:hago|empiezo|lo hago)",
)
_HOW_TO_BEGIN: dict[Locale, str] = {
    "pt-BR": "como começo a usar?",
    "en": "how do I start using it?",
    "es": "¿cómo empiezo a usarlo?",
}
# "Vou abrir minha lojinha em fevereiro. O que eu preciso?"
_OPENS_ONE = cues.cue(
    r"(?:vou|vamos|to|tou|estou|estamos|quero|queremos|pretendo) (?:abrir|abrindo|montar|montando|comecar|comecando)"
    r" (?:um|uma|meu|minha|com um|com uma|nosso|nossa)",
    r"(?:opening|starting|going to open|about to open) (?:a|my|our)|(?:voy a|vamos a|quiero) (?:abrir|montar)",
)
_WHAT_IT_TAKES = cues.cue(
    r"o? ?(?:que|q|oq) (?:e que )?(?:eu |a gente )?(?:preciso|precisamos|vou precisar|e preciso|tenho que ter)"
    r"(?: (?:ter|fazer|de|pra comecar|para comecar|ter pra comecar))?(?=$| e )",
    r"what do (?:i|we) need(?: to start)?$|que (?:necesito|necesitamos|hace falta)(?: para empezar)?$",
)
_TO_BEGIN: dict[Locale, str] = {
    "pt-BR": "o que preciso ter em mãos para começar?",
    "en": "what do I need to start?",
    "es": "¿qué necesito para empezar?",
}
_BRINGS = cues.cue(
    r"o (?:que|q) (?:e que )?(?:eu|el[ea]s?|a gente|nos|(?:minha|meu|a|o) \w+) "
    r"(?:leva|levo|levamos|tem (?:que|de) levar|precisa levar|deve levar)$",
    r"what (?:do|does|should) (?:i|he|she|we|my \w+) (?:need to )?(?:bring|take)$|que (?:llevo|lleva|hay que llevar)$",
)
_TO_BRING: dict[Locale, str] = {
    "pt-BR": "o que preciso levar?", "en": "what should I bring?", "es": "¿qué tengo que llevar?",
}  # fmt: skip


def answer_how_to_begin(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "Quero começar o teste do Pro, como faço?": what tells how one begins, and not how long the trial is."""
    if not (reading.asks(_BEGINS) and reading.asks(_HOW_DONE)):
        return None
    asked = _HOW_TO_BEGIN[reading.locale]
    passage = tools.told_of(asked, reading.locale)
    if passage is None or not tells_how(passage):
        return None
    return quoting(tools, reading, passage, tools.quote(passage, asked))


def answer_what_is_needed(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "Vou abrir uma loja, o que eu preciso?" is told what one begins with; "o que ela leva?" what is brought."""
    opens = reading.asks(_OPENS_ONE) and reading.asks(_WHAT_IT_TAKES)
    if not (opens or _BRINGS.search(" ".join(reading.words))) or reading.asks(cues.PRICE):
        return None
    asked = (_TO_BEGIN if opens else _TO_BRING)[reading.locale]
    passage = tools.told_of(asked, reading.locale)
    return quoting(tools, reading, passage, tools.quote(passage, asked)) if passage else None
