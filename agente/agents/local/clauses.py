"""The questions in a message that asks several: "quanto custa o Pro e como cancelo?"."""

import re
from dataclasses import dataclass
from functools import lru_cache

MAX_CHARACTERS = 2000  # of a message that are looked at
MOST = 4  # questions that are told apart; a longer interrogation is answered for its first ones
REMEMBERED = 64  # messages: several answerers ask for the clauses of the same one

# What opens a question wherever it stands, and what opens one after "e" only; folded or not, as customers type.
_ASKING = (
    r"(?:quanto|qn?to)(?! antes)"
    r"|quantos|quantas|qn?t[oa]s|qual|quais|como|onde|aonde|quando|qn?do|cad[eê]|por qu[eê]"
    r"|q(?:ue)? horas|at[eé] q(?:ue)? horas|q(?:ue)? dias?"
    r"|som[ae] (?:a[ií]|tudo|os|as|isso|pra mim)"
    r"|how|what|which|where|when|cu[aá]ntos?|cu[aá]l(?:es)?|c[oó]mo|d[oó]nde|cu[aá]ndo"
)
_ASKING_ON = (
    r"o q(?:ue)?|oq|q(?:ue)? q(?:ue)?|[eé] (?:pag[oa]|cobrad[oa]|gr[aá]tis|gratuit[oa]|de gra[cç]a)"
    r"|tem|t[eê]m|tinha|voc[eê]s?|vcs?|el[ea]s?|d[aá] (?:pra|para)|posso|pode|aceitam?|fazem?|entregam?|emitem?"
    r"|abrem?|fecham?|precisa|qu[eé](?! j[aá]\b)|rola|existe|h[aá]"
    r"|se eu (?:quiser|precisar|tiver|levar|comprar|contratar)"
    r"|se (?:tem|t[eê]m|d[aá]|voc[eê]s|vcs|aceita|faz|entrega|emite|posso|pode|precisa|preciso|funciona|cobra|custa"
    r"|parcela|atende|vende|troca|instala|vem|inclui|abre|cabe|serve|demora|roda)"
    r"|(?:antes )?(?:me |nos )?(?:di(?:z|ga)|fal[ae]|cont[ae]|expli(?:ca|que)|respond[ae]|inform[ae])(?: antes)?"
    r" (?:s[oó] )?(?:quanto|qn?to|qual|quais|como|onde|quando|se|o que|por qu[eê])"
    r"|(?:(?:s[oó]|apenas) )?(?:quero|queria|gostaria de|vamos) (?:marcar|agendar|reservar|saber)"
    r"|saber (?:quanto|qual|quais|como|onde|se)"
    r"|(?:i want|i d like|i'd like) to (?:book|schedule)|(?:quiero|quisiera) (?:agendar|reservar)"
    r"|do you|can i|can you|is there|are there|does it|is it|do i|hay|tienen?|puedo|se puede|aceptan|hacen|abren"
)
_AND = r"(?:e|and|y|mas|tamb[eé]m|al[eé]m disso|also|adem[aá]s|but|pero)"
# "E a loja adicional tem desconto?", "e o preço do treinamento": of something else, by its name.
_AND_THAT = (
    r"(?:e|and|y) (?:[oa]s?|the|el|l[ao]s?) (?!(?:meu|minha|noss[oa]|my|mi|que|qual|gente)\b)\w+(?: \w+){0,3}?"
    r" (?:tem|t[eê]m|custam?|aceitam?|faz(?:em)?|emitem?|v[eê]m|inclu(?:i|em)|precisam?|funcionam?|atendem?|abrem?"
    r"|fecham?|demoram?|duram?|cobram?|servem?|cobrem?|parcelam?|has|have|costs?|works?|tienen?|cuestan?|funcionan?"
    r"|[eé] (?:pag[oa]|gr[aá]tis|gratuit[oa]|cobrad[oa]|inclu[ií]d[oa]|obrigat[oó]ri[oa]|online|free|paid))\b"
)
_AND_ITS = (
    r"(?:e|and|y) (?:o|the|el) (?:pre[cç]o|valor|prazo|hor[aá]rio|endere[cç]o|telefone|price|address|precio|plazo)"
    r" (?:d[aoe]s?|pr[ao]s?|para|of|for|del?)\b"
)
# "Ele é diabético, pode fazer?": asked of what stands before it, and nothing by itself.
_ALLOWED = r"(?:pode|posso|consigo|can (?:he|she|i)|puede|puedo)(?: (?:fazer|usar|do it|hacerlo))?[ ]?\?"
# "E a partir de que idade pode", "e de quanto em quanto tempo".
_PREPOSED = r"(?:em|com|de|por|at[eé]|a partir de) (?:quant|qn?t)[oa]s?|(?:at[eé]|com|a partir de) (?:que|q|qual) idade"
_BOUNDARY = re.compile(
    r"(?<=[?!.;…])[ \n]|\n"
    rf"|[ ]?,[ ](?!{_ALLOWED})(?:{_AND}[ ]){{0,2}}(?=(?:{_ASKING}|{_ASKING_ON})\b)"
    rf"|[ ](?:{_AND}[ ]){{1,2}}(?=(?:{_ASKING}|{_ASKING_ON}|{_PREPOSED})\b)"
    r"|[ ]ou[ ](?=se[ ](?:\w+[ ]){0,2}(?:rod|funcion|serv|d[aá]|tem|posso|pode|precis|vem|aceit)\w*)"
    rf"|[ ,][ ]?(?={_AND_THAT})"
    # "Quero o Pro, faço o teste antes?"
    r"|[ ]?,[ ](?=(?:eu )?(?:fa[cç]o|fazemos|come[cç]o|ganho)[ ][^?,.!;]*\?)",
    re.IGNORECASE,
)
# As in "1) emite nota? 2) funciona sem internet?"; the only one chooses: "pode ser a 1. e aceita pix?"
_LISTED = re.compile(r"(?:^|(?<=[\s?!.;,:]))(?:\d{1,2}|[a-e])[).ºª-]{1,2} (?=\w)", re.IGNORECASE)
_MIN_LISTED = 2
_JOINS = re.compile(rf"{_AND}\W*", re.IGNORECASE)
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
PART_END = re.compile(r"(?<=\?)|[.,;!\n]")
_OPENING = re.compile(
    r"(?:(?:oi+|ol[aá]|opa|bom dia|boa tarde|boa noite|hello|hi|hola|ent[aã]o|me diz|me fala"
    rf"|{_AND})[ ,!]{{1,3}}){{0,3}}"
    rf"(?:de |pra |para |at[eé] |com |em )?(?:{_ASKING}|{_ASKING_ON})\b|{_AND_THAT}|{_AND_ITS}",
    re.IGNORECASE,
)
# "Preciso de quantas sessões", with no mark: asked wherever it stands.
_HOW_MANY = re.compile(
    r"(?<!n[aã]o sei )(?<!tanto )\b(?:quant[oa]s|cu[aá]nt[oa]s|how (?:many|much|long))\b", re.IGNORECASE
)
# "Só confirma o endereço": a fact is asked for, though with no mark; "manda a proposta" orders.
_REQUESTED = re.compile(
    r"(?:(?:s[oó]|agora|ent[aã]o|por favor|a[ií]|e) )*(?:(?:me|nos) )?(?:pass|mand|confirm|inform|envi)[ae]r?"
    r"(?: (?:me|nos|s[oó]|a[ií]|ent[aã]o))* (?:o|a|os|as) (?:endere[cç]o|telefone|localiza[cç][aã]o|pre[cç]os?"
    r"|valor(?:es)?|hor[aá]rio de (?:atendimento|funcionamento))\b"
    r"|(?:(?:just|please) )*(?:send|tell|give|confirm)(?: me)? the (?:address|phone|prices?|opening hours)\b"
    r"|(?:(?:solo|por favor) )*(?:me )?(?:confirm|pas|mand|envi|d)[aeé](?:me)?"
    r" (?:la direcci[oó]n|el tel[eé]fono|los precios)\b",
    re.IGNORECASE,
)
# "Pode.", "tem sim": an answer, though it opens questions too.
_ANSWERS = re.compile(
    r"(?:pode(?: ser)?|tem|t[eê]m|d[aá]|posso|existe|h[aá]|hay|rola|precisa)(?: sim| s[ií])?[.!,;]*", re.IGNORECASE
)
# Behind these a customer who tells a story comes to the point.
_TO_THE_POINT = re.compile(
    r"\b(?:(?:queria|quero|gostaria de|preciso|precisava) saber(?: se)?|minha d[uú]vida [eé]|a pergunta [eé]"
    r"|pode(?:riam?)? me (?:dizer|informar)|voc[eê]s sabem|(?:want|wanted|like) to know|my question is"
    r"|quisiera saber(?: si)?|quiero saber(?: si)?|mi duda es)\b[ :,]",
    re.IGNORECASE,
)
# "E selante, quanto é?" asks the price of that, "e o segundo, quantas notas?" what that one has: neither is of what was
# talked about before.
_TOPIC = re.compile(
    rf"((?:^|[.!?;…\n] ?){_AND} (?!{_ASKING}|{_ASKING_ON})\w+(?: \w+){{0,2}}),"
    r" (?=(?:quanto|qn?to|how much|cu[aá]nto) (?:\w+ ?){0,2}(?:[?!.]|$)"
    r"|(?:quant[oa]s|qn?t[oa]s|how many|cu[aá]nt[oa]s) \w)",
    re.IGNORECASE,
)
# "E com 2 lojas, qual serve?": what the question is asked of.
_GIVEN = re.compile(
    rf"((?:^|[.!?;…\n] ?)(?:{_AND} )?(?:com|sem|pr[ao]s?|para|n[oa]s?|sobre|quanto a|with|for|con|sin|en"
    # "Esse Essencial com os 2 a mais, quanto sai?"
    r"|(?:ess[ae]|est[ae]|[oa]|this|the|el|la|es[ae]) \w+(?: \w+)? (?:com|sem|with|without|con|sin))"
    rf" \w+(?: \w+){{0,3}}), (?=(?:{_ASKING})\b)"
    # "E se a internet cair, ela consegue vender?"
    rf"|((?:^|[.!?;…\n] ?)(?:{_AND} )?(?:se|if|si) (?!tem\b|t[eê]m\b|d[aá]\b)\w+(?: \w+){{1,5}}), (?!se )"
    rf"(?=(?:{_ASKING}|{_ASKING_ON})\b)",
    re.IGNORECASE,
)
# "Vocês instalam e ensinam a usar?" are two questions, and "vocês abrem e fecham que horas?" is one.
_DOING_BOTH = re.compile(
    rf"\b((?:voc[eê]s|vcs) \w{{3,}}[ae]m) (e \w{{3,}}[ae]m\b)(?![^?.!\n]*\b(?:{_ASKING})\b(?! antes))", re.IGNORECASE
)
_ADDED = re.compile(
    r"(?<=\w{3}) (?:que|which|that) (?!(?:horas?|dias?|tipo)\b)"
    r"|(?<=\w{4}) (?:pr[oa]|para|em|n[oa]|to|in|en) (?=\w+(?: \w+){0,3} ?\??$)",
    re.IGNORECASE,
)
# "É pra minha mulher, tá?" asks for nothing.
_TAG = re.compile(r", ?(?:t[aá]|ok|okay|viu|blz|beleza|vale)\?+$", re.IGNORECASE)
# "E a mais velha tem 14": told, though "e a loja tem ..." asks.
_AGED = re.compile(
    r"\b(?:tem|t[eê]m|fez|has|is|are|tiene[ns]?) \d{1,2}"
    r"(?: (?:an(?:os?|inhos?)|meses|years?(?: old)?|a[nñ]os?))?[.! ]*$",
    re.IGNORECASE,
)

# "Vc tinha falado que tinha", "vc somou um só": a statement, though it opens with us.
_WE_SAID = re.compile(
    r"(?:(?:mas|pois|porque|pq|but|pero) )?(?:voc[eê]s?|vcs?|c[eê]|you|usted(?:es)?)"
    r" (?:(?:me|j[aá]|s[oó]|n(?:[aã]o)?|no|nem|mesm[oa]|tinham?|havia|acabou de|acabaram de|had|didn['’]?t|just|already"
    r"|hab[ií]an?|ya) )*(?:som(?:ou|aram)|cont(?:ou|aram)|calcul(?:ou|aram)|esquec(?:eu|eram)|err(?:ou|aram)|p[oô]s"
    r"|respond(?:eu|eram)(?! (?:se|o q|que|q|qual|quais|quanto|qto|como|onde)\b)"
    r"|entend(?:eu|eram)|multiplic(?:ou|aram)|coloc(?:ou|aram)"
    r"|bot(?:ou|aram)|answered|counted|forgot"
    r"|sum(?:[oó]|aste)|respond(?:i[oó]|iste)|entendi(?:[oó]|ste)|fal(?:ou|aram|ad[oa]|ar)|disse(?:ram)?|dit[oa]|dizer"
    r"|ofere(?:ceu|ceram|cido|cer)|mostr(?:ou|aram|ad[oa])"
    r"|said|told|offered|dij(?:o|eron)|dicho|ofrec(?:i[oó]|ido))\b",
    re.IGNORECASE,
)

_BY_US = re.compile(r"^(?:voc[eê]s|vcs|vc|a[ií]) ")  # "e-commerce. vcs tem?"
# "No Profissional tem suporte no whats ou não", with no mark.
_OR_NOT = re.compile(r"\w{3,}[, ]+(?:ou n[aã]o|or not|o no)[.! ]*$", re.IGNORECASE)
# "E em 12x quanto dá cada parcela"
_IN_SO_MANY = re.compile(
    r"\b(?:em|in|en) \d{1,2} ?(?:x|vezes)\b.*\b(?:qua?nto|qto|how much|cu[aá]nto)\b", re.IGNORECASE
)
# "Ou é só o sistema?", "ou tem que ser antes": short, and what else may be so.
_OTHER_HALF = re.compile(r"(?:ou|or|o) (?:\S+ ?){1,5}[?!. ]*$", re.IGNORECASE)
_BARE = frozenset({"tem", "têm", "rola", "existe", "há", "hay", "pode", "dá"})


@dataclass(frozen=True, slots=True)
class Clause:
    text: str
    asks: bool  # by its mark or its first words

    @property
    def is_bare(self) -> bool:
        """ "Estacionamento, tem?": a word that only asks belongs to what stands before it."""
        return _BY_US.sub("", self.text.rstrip("?! ").lower()) in _BARE


@lru_cache(maxsize=REMEMBERED)
def clauses_of(text: str) -> tuple[Clause, ...]:
    """The message's parts at question marks, ends of sentences, and "e" before words that open a question."""
    text = text[:MAX_CHARACTERS].replace("\t", " ")
    if len(_LISTED.findall(text)) >= _MIN_LISTED:
        text = _LISTED.sub("\n", text)
    text = _DOING_BOTH.sub(r"\1? \2", text)
    text = _GIVEN.sub(r"\1\2 ", _TOPIC.sub(r"\1 ", text))
    parts = (part.strip(" ,¿¡") for part in _BOUNDARY.split(text))
    return tuple(_clause(part) for part in parts if any(map(str.isalnum, part)) and not _JOINS.fullmatch(part))


def asked_once(text: str) -> list[str]:
    """The questions of a message, without "ou é só o sistema?", the other half of the one before it."""
    asking = [clause.text for clause in clauses_of(text) if clause.asks]
    return [each for place, each in enumerate(asking) if not (place and is_other_half(each))]


def is_other_half(text: str) -> bool:
    return _OTHER_HALF.match(text) is not None


def only_question(text: str) -> list[str]:
    """The one question of a message that tells something beside it; empty when it asks several, or nothing else."""
    points = to_the_point(text)
    return points if len(points) == 1 and len(points[0]) < len(text) else []


def asking_sentence(text: str) -> list[str]:
    """The sentence of the only question, with what stands before it there: "tô grávida, posso fazer tratamento?"."""
    question = only_question(text)
    sentences = SENTENCE_END.split(text[:MAX_CHARACTERS])
    return [each for each in sentences if question and question[0] in each and question[0] != each]


def told_parts(text: str) -> list[str]:
    """The message cut at commas too, without what ends in a question mark."""
    return [part for part in PART_END.split(text[:MAX_CHARACTERS]) if not part.endswith("?")]


def to_the_point(text: str) -> list[str]:
    """What a long message asks, without the story around it; empty when nothing in it stands out."""
    text = text[:MAX_CHARACTERS]
    points = [text[match.end() :] for match in _TO_THE_POINT.finditer(text)]
    return (points or [clause.text for clause in clauses_of(text) if clause.asks])[:MOST]


def main_clauses(text: str) -> list[str]:
    """What is asked, without what is said of a thing in it or the place that it goes to.

    "Como cancelo uma nota" of "... que saiu errada", "qual o prazo de entrega" of "... pra Santos".
    """
    asking = (clause.text for clause in clauses_of(text) if clause.asks)
    mains = (_ADDED.split(asked, maxsplit=1) for asked in asking)
    return [main[0] for main in mains if len(main) > 1][:MOST]


def _clause(text: str) -> Clause:
    text = _TAG.sub("", text)
    asking = (_REQUESTED.match, _TO_THE_POINT.search, _HOW_MANY.search, _OR_NOT.search, _IN_SO_MANY.search)
    if text.endswith("?") or any(found(text) for found in asking):
        return Clause(text, asks=True)
    told = _ANSWERS.fullmatch(text) or _AGED.search(text) or _WE_SAID.match(text)
    return Clause(text, _OPENING.match(text) is not None and told is None)
