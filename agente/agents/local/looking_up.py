"""What of a message is looked up in the company's material? Written out, and without what no passage would say."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final

from agente.agents.local.abbreviations import ABBREVIATIONS
from agente.agents.local.clauses import asking_sentence, only_question
from agente.agents.tools.knowledge import Finding, search_knowledge
from agente.knowledge.analysis import analyzer
from agente.knowledge.search import ANSWERABLE_COVERAGE, Likely, PassageSearch
from agente.packs.models import Locale

MIN_WORDS_UNDATED = 2  # without which "atendem sábado?" would be about whatever is attended
OLDEST_CHILD = 12
REMEMBERED = 256  # texts: the parts of a message are looked up several times
SURER = 0.1  # likelihood by which the question alone, or without the names of products, must be surer than the whole

_CHILD_AGE = re.compile(
    r"\b((?:el[ea]s?|filh[oa]s?|net[oa]s?|sobrinh[oa]s?|menin[oa]s?|beb[eê]|crian[cç]as?|hij[oa]s?|ni[nñ][oa]s?)"
    r"(?: \w{1,12}){0,3}) (\d{1,2}) (?:an(?:os?|inhos?)|meses|a[nñ]os?|aninhos)\b(?! de)",
    re.IGNORECASE,
)
_PREGNANT_FOR = re.compile(
    r"\b(gr[aá]vida|gestante|embarazada|pregnant)s? (?:de|com|h[aá]|for) (?:uns |umas )?\d{1,2}"
    r" (?:m[eê]s(?:es)?|semanas?|months?|weeks?)\b",
    re.IGNORECASE,
)
_SAYS_NOTHING = re.compile(
    r"\bn[aã]o (?:te )?pergunt(?:ei|o) (?:d[aeo]s?|sobre|por|o|a) [^,.;]+[,.;]"
    r"|\bno (?:le |te )?pregunt[eé] (?:por|sobre|el|la) [^,.;]+[,.;]"
    r"|\b(?:eu )?perguntei(?: (?:se|sobre|d[aeo]s?|pel[oa]s?)\b)?|\b(?:yo )?pregunt[eé] (?:si|por|sobre)\b"
    r"|\bi asked (?:if|whether|about)\b"
    r"|\b(?:que )?no (?:me )?llam(?:es?|en)\b(?: a nadie)?|\bn[aã]o (?:precisa )?cham(?:a|e|ar) ningu[eé]m\b"
    r"|\bmorr(?:e|o|em|endo) de(?= )|\b(?:uns |umas )?\d{1,3} ?min(?:uto|ute)?s?\b"
    r"|\b(?:tem|teria|d[aá]|h[aá]|hay|tiene)(?: alg[uú][mn])? problema\b(?:(?= ?[?!.]*$)| se\b)"
    r"|\b(?:s[oó] )?me (?:respond[ae]|di(?:z|ga)|fala)(?: (?:s[oó]|isso|uma coisa))*(?=[,:] )"
    r"|(?<=\bmas )cara\b|\b(?:(?:responde|fala|diz)(?: s[oó])? )?sim ou n[aã]o\b"
    r"|\b(?:is|would) (?:that|it) (?:be )?a problem\b"
    # "Quanto custa o certificado, eu quis dizer"
    r"|, (?:(?:foi|era) o (?:que|q) )?(?:eu )?quis dizer(?=\W*$)|, i meant(?=\W*$)|, (?:yo )?quise decir(?=\W*$)",
    re.IGNORECASE,
)
_NOT_COMING = re.compile(
    r"\bn(?:[aã]o|o) (?:(?:puder|conseguir|consigo|posso|puedo|pueda|podr[eé])(?: mais)?"
    r" (?:ir|vir|comparecer|asistir)|for|aparecer|comparecer)\b",
    re.IGNORECASE,
)
# "Os 120", "30/11": which amount or day it is, no passage tells.
_FIGURES = re.compile(
    r"\b(?:[oa]s|l[oa]s|the) (?:r\$ ?)?\d+(?:[.,]\d+)?\b(?=[?!.,;]|$| (?:n[oa]|em|de|e|ou|y|en|on)\b)"
    r"|\b\d{1,2}/\d{1,2}(?:/\d{2,4})?\b",
    re.IGNORECASE,
)
# Said before a question: "caro. tem desconto?", "deixa. quantos dias até chegar?"
_DROPPED = re.compile(
    r"^(?:(?:(?:muito|meio|muy|um pouco|un poco|t[aá]|est[aá]) )*caro|deixa(?: (?:pra l[aá]|isso))?|esquece(?: isso)?"
    r"|never ?mind|forget it|olvid[ae]lo|d[eé]jalo)\b[,.!]? ",
    re.IGNORECASE,
)
_MEANS = r"(?:pix|boleto|dinheiro|cart[aã]o|cheque|d[eé]bito|cr[eé]dito|transfer[eê]ncia|dep[oó]sito|carn[eê])"
# "Boleto pode?", "pago em boleto?": whether it is accepted, and not how long it takes or how it is printed again.
_PAID_BY = re.compile(
    rf"\b(?:pag(?:o|ar|a|amos)|pagamento)(?: \w+){{0,3}}? (?:em|no|na|com|por|via) (?=({_MEANS})\b)"
    rf"|\b(?=({_MEANS}) (?:(?:pode|rola|serve)\b|d[aá](?=[?!.]|$)))",
    re.IGNORECASE,
)
_DAYS = re.compile(
    r"\b(?:(?:n[oa]s?|em|aos?|on|in|el|los|en) )?(?:segunda|ter[cç]a|quarta|quinta|sexta|s[aá]bados?|domingos?"
    r"|lunes|martes|mi[eé]rcoles|jueves|viernes|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)(?:[- ]feiras?)?\b",
    re.IGNORECASE,
)
_MONTHS = re.compile(
    r"\b(?:em|in|en) (?:janeiro|fevereiro|mar[cç]o|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro"
    r"|enero|febrero|marzo|mayo|junio|julio|septiembre|octubre|noviembre|diciembre"
    r"|january|february|march|april|may|june|july|august|september|october|november|december)\b",
    re.IGNORECASE,
)
_CANCELLING = re.compile(r"\b(?:cancel|desist|anul)\w*", re.IGNORECASE)
_OF_A_MEETING: dict[Locale, str] = {
    "pt-BR": "desmarcar a consulta", "en": "cancel the appointment", "es": "cancelar la cita",
}  # fmt: skip
_CHANGED = re.compile(r"\btro(?:car|co|ca|camos|que) de (?=\w)", re.IGNORECASE)
# "Como faço pra fechar?" asks how one buys, and of no door.
_CLOSING_DEAL = re.compile(r"\bcomo (?:fa[cç]o|fazemos)? ?(?:(?:para|pra) )?(?:eu )?fech(?:o|ar|amos)\b", re.IGNORECASE)
_INSTALMENTS = re.compile(r"\bem quantas vezes\b", re.IGNORECASE)
# "Msm" stays: of "é o msm preço pra criança?" there would be nothing left but a price and a child.
_HURRIED = re.compile(rf"\b(?:{'|'.join(ABBREVIATIONS.keys() - {'msm'})})\b", re.IGNORECASE)
_INDEED = re.compile(r"(?<=\w) (?:msm|mesmo|mesma)(?=\W*$)", re.IGNORECASE)  # "roda no meu PC msm?"
# A machine that cards are paid with, by its maker: "uso a da Stone".
_CARD_MACHINE = re.compile(
    r"(?<!maquininha )(?<!maquininha da )(?<!m[aá]quina )(?<!m[aá]quina da )"
    r"\b(?=(?:stone|cielo|getnet|sumup|pagseguro|moderninha|minizinha)\b)",
    re.IGNORECASE,
)
# "Roda no meu PC?", and no wheel: whether it works there.
_RUNS = re.compile(r"\brod(?:a|am|aria)(?= (?:bem )?(?:n[oa]s?|em|sem|com)\b)", re.IGNORECASE)
# "Tem onde parar a moto?" asks for a place to park; "onde para o ônibus?" does not.
_PARKING = re.compile(
    r"\bonde (?:eu |a gente )?(?:par(?:ar|o)|deix(?:ar|o))"
    r"(?: (?:(?:o|a|os|as|meu|minha) )?(?:carros?|motos?|bicicletas?|bikes?)\b|(?=\W*$))"
    r"|\b(?:lugar|espa[cç]o|vagas?|local) (?:pra|para|de) (?:eu )?(?:estacionar|parar|deixar)"
    r"(?: (?:(?:o|a|meu|minha) )?(?:carros?|motos?|bicicletas?|bikes?)\b|(?=\W*$))"
    r"|(?<=d[aá] pra )(?:parar|deixar) (?:o |a |meu |minha )?(?:carro|moto|bicicleta|bike)\b",
    re.IGNORECASE,
)
# "Dá pra passar 3 mil produtos?", "passo tudo pro de vocês?": what they have elsewhere is wanted here.
_THEIR_RECORDS = r"(?:produtos|itens|cadastros?|mercadorias|planilhas?|clientes)"
_MANY = r"(?:uns |umas |os |as )?(?:\d{3,}|\d{1,3}[.,]\d{3}|\d+ ?mil) "
_BROUGHT_OVER = re.compile(
    rf"\bpass(?:ar|o|a|am) (?:{_MANY})(?={_THEIR_RECORDS}\b)"
    r"|\b(?:pass|lev|transfer)(?:ar|o|a|am|ir|e|em) (?=(?:(?:o|a|os|as|meus?|minhas?) )?"
    rf"(?:tudo|{_THEIR_RECORDS}) (?:pr[oa]|para) (?:[oa] )?(?:de voc[eê]s|de vcs|sistema|programa)\b)",
    re.IGNORECASE,
)
# "Quanto custa passar meus dados?": what they have in another system; to a third party is another matter.
_DATA_BROUGHT = re.compile(
    r"\b(?:pass|traz|lev|migr|puxa|import|transfer)(?:ar|o|er|ir|em|am)?"
    r" (?:(?:todos |os |as )*(?:meus|minhas|nossos|nossas) )(?:dados|informa[cç][oõ]es|cadastros?)\b"
    r"(?! (?:(?:pessoais|pra|para|com|a) )*(?:pessoais|terceiros|outr|algu[eé]m|meu|ela|ele|e-?mail|planilha|excel))",
    re.IGNORECASE,
)
# "Grávida pode tratar dente?": whether one sees her.
_TREATED = re.compile(r"\b(pod(?:e|em|eria)|posso|d[aá] (?:pra|para)) (?:se )?tratar\b", re.IGNORECASE)
# "Ela não entende nada de computador": whether it is hard for her.
_NO_SKILL = re.compile(
    r"\b(?:(?:el[ea]s?|eu|a gente|(?:minha|meu|a|o) \w+) )?(?:n[aã]o|n)"
    r" (?:entend\w+|sab\w+|sei|manj\w+) (?:(?:nada|muito|quase nada) )?"
    r"(?:de |mexer (?:\w+ )?(?:em|n[oa]|com) |usar )(?:o )?(?:computador\w*|celular|inform[aá]tica|tecnologia)",
    re.IGNORECASE,
)
# "Quanto tempo até eu conseguir vender?": how long until one begins.
_UNTIL_USED = re.compile(
    r"\b(?:at[eé]|pra|para) (?:eu |a gente )?(?:conseguir|poder|come[cç]ar a|estar)"
    r" (?:vend(?:er|endo)|us(?:ar|ando))\b",
    re.IGNORECASE,
)
# "Como pago, na hora?": in which ways one can, whenever that is.
_HOW_PAID = re.compile(
    r"\b(?:como (?:que )?(?:eu |a gente )?(?:pago|pagamos|se paga)|pago como)\b(?:,? (?:na hora|no dia|l[aá]|a[ií]))?",
    re.IGNORECASE,
)
# "Precisa comprar algum equipamento?" asks what is needed: of buying tells what is bought, and not rented.
_MUST_BUY = re.compile(
    r"\b(?:(?:o q(?:ue)?|oq) )?(?:eu |a gente )?(?:precis(?:a|o|amos)|(?:tem|tenho|temos) (?:q|que|de))"
    r" (?:comprar|adquirir|ter)(?: (?:de|algum|alguma|alguns|algumas|mais|outr[oa]s?)){0,2}"
    r" (?=(?!(?:de|algum|alguma|alguns|algumas|mais|outr[oa]s?|cois\w*|tudo|nada|isso|aqui|agora|ess[ae]s?|ou|pra|para"
    r"|com|pel[oa]s?|n[oa]s?|antes|junto|separad\w+|algo)\b)\w{4,})",
    re.IGNORECASE,
)
# "Quero testar antes de pagar", "tem teste grátis do sistema antes?": whether there is a trial.
_TRIED_FIRST = re.compile(
    r"\b(?:quero|queria|d[aá] pr?a|posso|consigo|tem como) (?:testar|experimentar)(?: o sistema)?"
    r"(?: antes(?: de (?:pagar|comprar|contratar|assinar|decidir))?)?\b(?:,? d[aá]\b)?"
    r"|\btem (?:um )?teste gr[aá]tis(?: d[oe] sistema)?(?: antes)?(?: de (?:pagar|comprar|contratar|assinar))?\b",
    re.IGNORECASE,
)
_COSTING = re.compile(r"\bquanto (?:fica|sai|d[aá])\b", re.IGNORECASE)


def _spelled_out(found: re.Match[str]) -> str:
    return ABBREVIATIONS[found[0].lower()]


def _as_child(found: re.Match[str]) -> str:
    return f"{found[1]} criança" if int(found[2]) <= OLDEST_CHILD else found[0]


# Each looks at what those before it left.
_REWRITTEN: Final[tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...]] = (
    (_DROPPED, ""),
    (_HURRIED, _spelled_out),
    (_PREGNANT_FOR, r"\1"),
    (_CHANGED, "mudar de "),
    (_PAID_BY, "vocês aceitam pagamento em "),
    (_INDEED, ""),
    (_PARKING, "onde estacionar "),
    (_RUNS, "funciona"),
    (_UNTIL_USED, "até começar a usar"),
    (_BROUGHT_OVER, "importar "),
    (_DATA_BROUGHT, "trazer os dados do meu sistema antigo"),
    (_CARD_MACHINE, "maquininha "),
    (_HOW_PAID, "como posso pagar"),
    (_NO_SKILL, "é difícil de usar"),
    (_MUST_BUY, "o que preciso de "),
    (_TREATED, r"\1 ser atendida para"),
    (_COSTING, "quanto custa"),
    (_TRIED_FIRST, "vocês têm teste grátis"),
    (_FIGURES, " "),
    (_SAYS_NOTHING, " "),
    (_NOT_COMING, "faltar"),
    (_INSTALMENTS, "parcela"),
    (_CHILD_AGE, _as_child),
)


def without_days(text: str, locale: Locale) -> str:
    """ "Sábado tem dentista de criança?" without the day; nothing when too little is left to tell what is meant."""
    left = _DAYS.sub(" ", text)
    return left if left != text and len(set(analyzer(locale).content_words(left))) >= MIN_WORDS_UNDATED else ""


def without_months(text: str) -> str:
    """ "Se eu abrir outra loja em janeiro, troco de plano?" without the month; nothing when it names none."""
    left = _MONTHS.sub(" ", text)
    return left if left != text else ""


@lru_cache(maxsize=REMEMBERED)
def searched(text: str) -> str:
    """What to look up: "tem problema?" says nothing; "ele tem 5 anos" is said of a child."""
    for pattern, instead in _REWRITTEN:
        text = pattern.sub(instead, text)
    return text


def asks_how_paid(text: str) -> bool:
    return _HOW_PAID.search(text) is not None


def buying(text: str) -> str:
    """ "Como faço pra fechar?" in the words of who tells how one buys."""
    return _CLOSING_DEAL.sub("como contrato", text)


def of_a_meeting(text: str, locale: Locale) -> str:
    """The same, when what would be cancelled is the meeting that the customer has; nothing when nothing would be."""
    left = _CANCELLING.sub(_OF_A_MEETING[locale], text)
    return left if left != text else ""


def look_up(search: PassageSearch, texts: Sequence[str], locale: Locale) -> tuple[str, tuple[Finding, ...]]:
    """The one of the texts that passages cover best, and the passages; the first when none of them is answered."""
    tries = [(text, search_knowledge(search, searched(text), locale)) for text in dict.fromkeys(texts) if text]
    if not tries:
        return texts[0], ()
    best = max(tries, key=lambda found: found[1][0].coverage if found[1] else 0.0)
    if any(finding.coverage >= ANSWERABLE_COVERAGE or finding.is_asked for finding in best[1]):
        return best
    # Of a story only what is asked outright.
    later = without_months(texts[0])
    asked = tuple(each for each in search_knowledge(search, searched(later), locale) if each.is_asked)
    return (later, asked) if asked else tries[0]


def likeliest(search: PassageSearch, texts: Sequence[str], locale: Locale) -> Sequence[Likely]:
    """What answers the one of the texts whose meaning is the surest: the whole story, or its question alone."""
    asked = dict.fromkeys(searched(text) for text in texts if text)
    first, *others = (search.likely(text, locale) for text in asked)
    best = max(others, key=_surest, default=())
    return best if _surest(best) > _surest(first) + SURER else first


def with_question(text: str) -> tuple[str, ...]:
    return (text, *only_question(text), *asking_sentence(text))


def _surest(found: Sequence[Likely]) -> float:
    return found[0].likelihood if found else 0.0
