"""A person's name: only where it is introduced, asked for, or signed."""

import re
from typing import Final

from agente.leads.attribution import DESIGNATION
from agente.leads.wording import Message, word_list, words

TRIGGER_WORDS: Final = words(
    "nome chamo chama chamar chame sou aqui fala falando falar fale name am im is this llamo nombre soy"
    " habla called quem falem trate tratar",
    "procure procura procurar chamem ligue liga ligar contato responsavel talk speak contact hable me"
    " manda mande mandar nomear assinado",
    "prazer eu ass nome escreve att abs abraco abracos atenciosamente grato grata cordialmente regards"
    " saludos obrigado obrigada obg thanks i speaking verdade certo errei atte",
)
_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*\.?")
_PARTICLES: Final = words("de da do das dos di del della von van der la e y")
_TITLES: Final = words(
    "sr sra srta dr dra seu dona prof profa doutor doutora senhor senhora mr mrs ms miss don professor professora eng"
)
_CLOSING_WORDS: Final = words(
    "att atte abs abraco abracos atenciosamente grato grata cordialmente regards best saludos atentamente sds cheers"
)
_LONGEST = 6
_SUFFIXES: Final = words("junior jr filho neto sobrinho segundo terceiro")

_STRONG = re.compile(
    r"\b(?:meu nome(?: completo)?(?: (?:e|eh|seria)(?= )| ?[:=])"
    r"|(?:meu )?nome(?: completo)?(?: do (?:cliente|contato|responsavel))?\s?[:=]|"
    r"me chamo|chamo-me|(?:pode|podem|podes) me cham(?:ar|em) (?:de|por)|me cham(?:a|e|am|em) de|"
    r"my (?:full )?name(?:'s| is|:)|name\s?:|(?:you can |please )?call me|me llamo"
    r"|mi nombre(?: completo)? (?:es|:)|nombre\s?:|"
    r"(?:pueden?|puede) llamarme|o nome (?:certo |correto )?(?:e|eh)"
    r"|(?:na verdade )?(?:o )?(?:meu )?nome (?:certo |correto )?(?:e|eh)|it'?s actually|assinado:?) "
    r"?(?:o |a )?(?=[^\W\d_])|\b(?:responsavel|contato|resp\.?|cliente|solicitante"
    r"|comprador)(?: e)?: ?(?=[a-z])|\bmeu nome nao (?:e|eh) [a-z ]{2,30}?,? (?:e|eh) (?:sim )?(?=[a-z])"
)
_WEAK = re.compile(
    r"\b(?:aqui (?:e|eh|fala|quem fala e|quem fala eh|quem fala|quem escreve e|quem esta falando e)"
    r"|(?:quem (?:fala|esta falando|ta falando|escreve) (?:aqui )?)(?:e|eh)"
    r"|(?:eu )?sou|fala aqui|(?:te |le |les )?habla|(?<![a-z] )(?<![a-z])nome|meu nome|nome completo|soy"
    r"|prazer,|sou eu,|eu,|em nome de|no nome de|fala com|ass\.?:?|assinado|i'?m|i am|this is|here is"
    r"|(?:e|eh)(?= (?:o|a) [a-z]+ aqui)|aqui) (?:o |a |el |la )?(?=[a-z])"
)
_TRAILING = re.compile(r"([a-z]+(?: [a-z]+){0,2}) (?:falando|aqui|speaking|here|hablando)\b")
_NAMED = re.compile(
    r"\b(?:quem (?:vai |ira )?[a-z]+(?: [a-z]+){0,5} (?:e|eh|sera|vai ser)|(?:o )?(?:contato|responsavel"
    r"|decisor)(?: [a-z]+){0,3} (?:e|eh|sera|vai ser)"
    r"|quien (?:va a )?[a-z]+(?: [a-z]+){0,5} es|the (?:contact(?: person)?|person in charge"
    r"|decision maker)(?: [a-z]+){0,3} (?:is|will be)"
    r"|(?:pode[mn]? |favor |melhor |deve[mn]? |please |por favor )?(?:fala|fale|falem|falar|trata"
    r"|tratem?|tratar|liga|ligue|liguem|ligar|chama|chame|chamem|chamar|procura|procure|procurem|procurar"
    r"|contate|contatar|contactar|manda|mande|mandem|mandar|envie|enviar|hable|hablen|contacte|llame"
    r"|talk to|speak (?:to|with)|contact|reach out to|reach|call|email)"
    r"(?: direto| diretamente)?(?: com| para| pra| pro| por| con| a)?) "
    r"(?:o |a |el |la )?(?:(?:meu|minha|noss[oa]|my|our|mi) [a-z]+(?: d[eoa] [a-z]+)?,? )?(?:o |a )?(?=[a-z])"
)
_WANTS_BEFORE = re.compile(
    r"\b(?:quero|queria|queremos|preciso|precisamos|posso|podemos|poderia|gostaria de|gostaria|consigo"
    r"|tentei|tentando|vou|vim|como faco (?:pra|para)"
    r"|want to|need to|can i|could i|like to|wish to|quiero|quisiera|puedo|necesito|estava|acabei de|ia"
    r"|me|se|nao|to|dont|don't|tentar|pediu pra|mandou|pra|para|i|i'll|will|soube|ja|we|did|ontem|ele"
    r"|ela) (?:me )?$"
)
_SIGNED = re.compile(
    r"(?:^|\n|[.!] ?)\s*(?:att|atte|atenciosamente|abs|abracos?|um abraco|grat[oa]|cordialmente"
    r"|best regards|kind regards|regards|best"
    r"|saludos(?: cordiales)?|atentamente|at\.te|sds|saudacoes|cheers)\s*[,.:!-]*\s*(?=[a-z])"
)
_THANKED = re.compile(
    r"(?:^|\n|[.!,] ?)\s*(?:muito )?(?:obrigad[oa]|obg|thanks|thank you|many thanks|gracias"
    r"|desde ja agradeco|agradeco|aguardo retorno)\s*[,.!]*\s*\n+\s*(?=[a-z])"
)
_DASHES = re.compile(r"(?:^|\n)\s*--+\s*\n\s*(?=[a-z])")
_LAST_BLOCK = re.compile(r"\n\s*\n *([a-z]+(?: [a-z]+){1,4}) *(?:\n[^\n]+){0,7}\s*$")
_GREETING = re.compile(
    r"^[^\w]*(?:(?:oi+e?|ola|opa|e ai|hey|hi|hello|hola|bom dia|boa tarde|boa noite|buenas|buenos dias"
    r"|buenas tardes|good (?:morning|afternoon|evening)"
    r"|tudo (?:bem|bom|certo)|td bem|claro|ok|okay|certo|beleza|blz|sim|pois nao|com certeza|prazer|sure"
    r"|yes|of course|si|por supuesto|perfeito|legal|show|perdao|desculpa|tabom|ta bom|ah|entao|bem|hmm"
    r"|pode ser"
    r"|meu nome|nome|name|nombre|nome completo|eu|e|eh|o|a|sou|it's|its|it is|es|my name|this is|i'm"
    r"|im|i am|pode me chamar de|me chama de|me chamo|de|so|apenas|aqui e|aqui|call me|just|soy|me llamo"
    r"|sr|sra|dr|dra|seu|dona|pode chamar de|pode por|com|voce fala com|fala com|coloca|coloque|bota"
    r"|anota|anota ai)(?![a-z])[\s,.!:;-]*)*"
)
_ACTS = re.compile(
    r"(?:\b(?:o|a|minha [a-z]+,?(?: a)?|meu [a-z]+,?(?: o)?|nossa [a-z]+,?(?: a)?|nosso [a-z]+,?(?: o)?"
    r"|my [a-z]+,?)|^|[.,\n]) ?(?!mas |e |que |a |o )([a-z]+(?: (?:d[aeo]s? )?[a-z]+){0,2}?),? (?:e|eh"
    r"|is|will be|sera|es|que"
    r"|quem|vai|cuida|decide|resolve|aprova|handles|runs|decides)"
    r" ?(?:quem|que|a responsavel|o responsavel|responsavel|o contato|a contato|meu contato|vai|cuida"
    r"|decide|resolve|fecha|aprova|compra|trata|manda|usar|usara|tocar|falar|assinar|ser|d[aeo]s?|the"
    r"|in charge|our|my|isso|quien|la|el)\b"
)
_CARD_PIECE = re.compile(
    r"(?:^|[,;\n/|(:>]|[.!?] | - )\s*(?:(?:oi|ola|bom dia|boa tarde|boa noite|eu|sim|claro|ok|e|a|o"
    r"|meu contato|anota ai|anota|segue|contato|att|hi|hello|hola)[,!:. ]+)*([a-z]+(?: [a-z']+){0,4})"
)
_IN_ADDRESS = re.compile(r"[._@+-]\w|\s*@|\s*[(\[]?(?:arroba|at|ponto|dot)\b|[0-9]")
_CARD_END = re.compile(
    r"\s*(?:$|[,;\n/|().:-]|[0-9+@]| d[ao] | (?:tel|fone|cel|celular|whats\w*|zap|email|e-mail|cpf|from"
    r"|phone|mail|correo|wpp)\b)"
)
_OF_COMPANY = re.compile(
    r"(?:^|[.!,\n] ?)(?:e |eh )?(?:a |o )?([a-z]+(?: [a-z]+)?),? (?:aqui )?(?:da|do|from"
    r"|de la) ([a-z0-9][\w& '-]{1,40}?)(?=[.,!\n]|$| aqui\b| here\b| falando\b)"
)
# "Boa tarde! Rodrigo Lima, Auto Center Lima.": not what follows a greeting's comma, which addresses somebody.
# A full name addresses nobody: "Boa tarde, Fernanda Rocha, Clínica Vida Plena."
_AFTER_GREETING = re.compile(
    r"(?:^(?!oi\b|ola\b|bom |boa |hi\b|hello|hola)|\b(?:oi|ola|bom dia|boa tarde|boa noite|hi|hello|hola)[,!.] ?)"
    r"([a-z]+(?: (?:d[aeo]s? )?[a-z]+){1,4})(?=[,.\n]|$| - )"
)
_BEFORE_COMPANY = re.compile(
    r"(?:^|[.!?\n] ?)([a-z]+(?: (?:d[aeo]s? )?[a-z]+){0,3})(?:,| -| \||:) (?=[a-z0-9])(?!(?:tudo|bom|boa|tem"
    r"|voce|quanto|qual|pode|obrigad|oi|eu)\b)"
)
_LEAST_BEFORE_NAME = 35  # characters; what ends a shorter message is whom they thank
_ENDED_BY = re.compile(
    r"(?:[.!?\n)] ?- ?|[.!?\n)] |\bobrigad([oa])[,.!]? )([a-z]+(?: (?:d[aeo]s? )?[a-z]+){0,2})\s*[.!]?\s*$"
)
_ROLE_BEFORE = re.compile(r"([a-z]+),? (?:a |o )?(?=[a-z])")
_PAUSE = re.compile(r"\s*(?:[,.!\n-]|$| (?:da|do|e|from|de la|aqui)\b)")
_NOT_PERSON = re.compile(r"[a-z]+(?:istas?|eir[oa]s?|an[oa]s?|enses?|or|ora|log[oa]|nte|ado|ada|ico|ica|tario|taria)$")
_CORRECTED = re.compile(
    r"^\W*(?:nao|na verdade|ops|opa|desculpa|errei|alias|no|actually|en realidad)\b(?:,| errei"
    r"| desculpa){0,2}\W+(?:e|eh|o certo e|it's|es)\s+(?:o |a )?(?=[a-z])"
)
_END_OF_ANSWER = re.compile(
    r"\s*(?:$|[,.!?;:/\n(\[<|*~-]|(?:e|mas|and|y|do|da|de|d[ao]s?|from|aqui|com|viu|ta|por favor|obrigad[oa]|falando"
    r"|here|meu|minha|tel|fone|email|e-mail|whats|cpf|cnpj|tenho|sou|mesmo|ao seu dispor)(?![a-z])|[0-9+@]|[^\w\s])"
)


def name_in(message: Message, asked: bool, has_contact: bool) -> str | None:
    """The name of the person to deal with: the contact that they name, else their own, else the one that signs."""
    triggered = message.mentions(TRIGGER_WORDS)
    name = _designated(message, has_contact) if triggered or has_contact else None
    name = name or _acting(message)
    if name is None and triggered:
        name = _introduced(message)
    if name is None and asked:
        name = _answered(message)
    if name is None and (triggered or "\n" in message.text):
        name = _signed(message)
    if name is None and (message.has_digits or "@" in message.text or "arroba" in message.words):
        name = _on_card(message) if has_contact else None
    if name is None:
        name = _beside_company(message) or _of_company(message) or _last_words(message)
    return name


def signature_start(message: Message) -> int | None:
    """Where the signature of an e-mail begins (its first line of content)."""
    if "\n" not in message.text and not message.mentions(_CLOSING_WORDS):
        return None
    found = [match.end() for pattern in (_SIGNED, _THANKED, _DASHES) for match in pattern.finditer(message.folded)]
    if not found and (match := _LAST_BLOCK.search(message.folded)):
        person = person_at(message, match.start(1), sure=False)
        if person and person[1] >= match.end(1) and match[1].split()[0] in word_list("given_names"):
            return match.start(1)
    return max(found) if found else None


def person_at(message: Message, start: int, *, sure: bool) -> tuple[str, int] | None:
    """The name that begins here and where it ends. Unless we are `sure`, only what is known or written as a name."""
    folded, text = message.folded, message.text
    tokens: list[tuple[int, int]] = []
    position = start
    shouting = text.isupper()
    while len(tokens) < _LONGEST and (match := _TOKEN.match(text, position)):
        token_end = match.end() - text[match.end() - 1 : match.end()].count(".")
        word = folded[match.start() : token_end]
        dotted = token_end < match.end()
        if dotted and (len(word) == 1 or word in _TITLES):
            token_end = match.end()
            dotted = False
        if not _belongs(message, tokens, match.start(), word, sure=sure, shouting=shouting):
            break
        tokens.append((match.start(), token_end))
        position = token_end
        if dotted or text[position : position + 1] != " ":
            break
        position += 1
    while tokens and folded[slice(*tokens[-1])] in _PARTICLES:
        tokens.pop()
    while tokens and folded[slice(*tokens[0])].strip(".") in _TITLES:
        tokens.pop(0)
    if not tokens:
        return None
    return _written(message, tokens), tokens[-1][1]


def _belongs(
    message: Message, tokens: list[tuple[int, int]], start: int, word: str, *, sure: bool, shouting: bool
) -> bool:
    capital = message.text[start].isupper() and not shouting
    known = (
        word in word_list("given_names")
        or (bool(tokens) and word in word_list("family_names"))
        or word in _SUFFIXES & {"junior", "jr", "neto"}
    )
    if word.strip(".") in _TITLES and not tokens:
        return True
    if word in _PARTICLES:
        return bool(tokens) and _particle_fits(message, start + len(word) + 1, word)
    if not tokens:
        if word in word_list("not_names"):
            return False
        return known or (capital and word not in word_list("places") and len(word) > 1) or (sure and len(word) > 1)
    if word in word_list("not_names") and word not in _SUFFIXES:
        return False
    first_capital = message.text[tokens[0][0]].isupper() and not shouting
    if first_capital:
        return capital or (known and word not in word_list("not_names"))
    return known or (sure and capital)


def _particle_fits(message: Message, following: int, particle: str) -> bool:
    """Whether a name goes on behind "da" or "e"."""
    match = _TOKEN.match(message.text, following)
    if match is None:
        return False
    word = message.folded[match.start() : match.end()].strip(".")
    if particle in {"e", "y"}:
        return word in word_list("family_names") and (
            message.text[match.start()].isupper() or word in {"silva", "souza"}
        )
    if word in word_list("family_names") or (particle == "de" and word in word_list("given_names")):
        return True
    if particle in {"dos", "das"} and message.text[match.start()].isupper():
        return word not in word_list("places")
    return (
        particle in {"de", "von", "van", "der", "di", "del", "della"}
        and message.text[match.start()].isupper()
        and (word not in word_list("places") | word_list("not_names") and particle != "de")
    )


def _written(message: Message, tokens: list[tuple[int, int]]) -> str:
    raw = message.text[tokens[0][0] : tokens[-1][1]]
    if raw.islower() or raw.isupper():
        return " ".join(word if word.lower() in _PARTICLES else word.capitalize() for word in raw.lower().split())
    return raw


def _designated(message: Message, has_contact: bool) -> str | None:
    folded = message.folded
    found: str | None = None
    for match in _NAMED.finditer(folded):
        before = folded[max(0, match.start() - 30) : match.start()]
        if _WANTS_BEFORE.search(before) or not DESIGNATION.search(
            folded, match.start(), min(len(folded), match.end() + 12)
        ):
            continue
        if message.is_question(match.start()) and not message.has_digits and "@" not in folded:
            continue
        if not (
            has_contact or match.group().startswith(("quem", "quien", "the ", "o contato", "o resp", "contato", "resp"))
        ):
            continue
        person = person_at(message, match.end(), sure=False)
        if person and folded[person[1] : person[1] + 1] not in {"@", "_"}:
            found = person[0]
    return found


def _acting(message: Message) -> str | None:
    """ "A Marina é quem decide, ...": with a way to reach her beside it."""
    for match in _ACTS.finditer(message.folded):
        person = person_at(message, match.start(1), sure=False)
        known = person and person[1] == match.end(1) and match[1].split()[0] in word_list("given_names")
        if (
            person
            and known
            and (
                message.has_digits
                or "@" in message.text
                or "arroba" in message.words
                or "decide" in match.group()
                or "respons" in match.group()
            )
        ):
            return person[0]
    return None


def _of_company(message: Message) -> str | None:
    """ "Bom dia, Carlos da Beta Motores.": a known name at the head of a clause that its company ends."""
    for match in _OF_COMPANY.finditer(message.folded):
        person = person_at(message, match.start(1), sure=False)
        if (
            person
            and person[1] == match.end(1)
            and match[1].split()[0] in word_list("given_names")
            and (
                message.text[match.start(2)].isupper()
                or any(map(str.isupper, message.text[match.start(2) : match.end(2)]))
            )
        ):
            return person[0]
    return None


def _last_words(message: Message) -> str | None:
    """The name that ends a longer message.

    "... até sexta? Fernanda", "... Obrigada, Fernanda" but not "obrigado, Ana".
    """
    match = _ENDED_BY.search(message.folded, max(0, len(message.folded) - 70))
    if match is None or match.start() < _LEAST_BEFORE_NAME or message.text.isupper():
        return None
    person = person_at(message, match.start(2), sure=False)
    if person is None or not _known(message, match.start(2), person) or person[1] < match.end(2):
        return None
    return person[0] if not match[1] or (match[1] == "a") == match[2].split()[0].endswith("a") else None


def _beside_company(message: Message) -> str | None:
    """ "Boa tarde, Fernanda Rocha, Clínica Vida Plena.": a known name that stands by itself."""
    for match in _AFTER_GREETING.finditer(message.folded):
        person = person_at(message, match.start(1), sure=False)
        parts = match[1].split()
        full = parts[0] in word_list("given_names") and parts[-1] in word_list("family_names")
        if person and full and person[1] == match.end(1):
            return person[0]
    for match in _BEFORE_COMPANY.finditer(message.folded):
        person = person_at(message, match.start(1), sure=False)
        proper = (
            message.text[match.start(1)].isupper()
            and message.text[match.end()].isupper()
            and not message.text.isupper()
        )
        if person and proper and person[1] == match.end(1) and _known(message, match.start(1), person):
            return person[0]
    return None


def _introduced(message: Message) -> str | None:
    found: str | None = None
    for match in _STRONG.finditer(message.folded):
        if _negated(message.folded, match.start()) or _of_other(message.folded, match):
            continue
        if person := person_at(message, match.end(), sure=True):
            found = person[0]
    if found is None:
        for match in _WEAK.finditer(message.folded):
            if _negated(message.folded, match.start()):
                continue
            start = match.end()
            person = person_at(message, start, sure=False)
            if (
                person is None
                and (role := _ROLE_BEFORE.match(message.folded, start))
                and _role(message, start, role[1])
            ):
                start = role.end()  # "sou a gerente Paula"
                person = person_at(message, start, sure=False)
            if person and _is_person(message, start, person):
                found = person[0]
                break
    return found or _trailing(message)


def _on_card(message: Message) -> str | None:
    """The known name that stands by itself among contact data: "Carlos Mendes, 11 98888-7777"."""
    for match in _CARD_PIECE.finditer(message.folded):
        person = person_at(message, match.start(1), sure=False)
        if person is None or not _known(message, match.start(1), person) or _IN_ADDRESS.match(message.text, person[1]):
            continue
        if person[1] >= match.end(1) or _CARD_END.match(message.folded, person[1]):
            return person[0]
    return None


def _role(message: Message, start: int, word: str) -> bool:
    return (
        message.folded[max(0, start - 2) : start] in {"o ", "a "}
        and word in word_list("not_names")
        and word not in _PARTICLES
    )


def _is_person(message: Message, start: int, person: tuple[str, int]) -> bool:
    """Behind "sou" a capital alone proves little: "sou Corinthians", "sou Uber"."""
    first = message.folded[start : person[1]].split()[0]
    article = message.folded[max(0, start - 2) : start] in {"o ", "a "}
    return (
        first in word_list("given_names")
        or first.strip(".") in _TITLES
        or article
        or " " in person[0]
        or (not _NOT_PERSON.match(first) and _PAUSE.match(message.folded, person[1]) is not None)
    )


def _known(message: Message, start: int, person: tuple[str, int]) -> bool:
    first, *others = message.folded[start : person[1]].split()
    return first in word_list("given_names") or (bool(others) and others[-1] in word_list("family_names"))


def _trailing(message: Message) -> str | None:
    """ "Ana falando", "Carlos aqui": the words before, when they are a known name at the head of a sentence."""
    for match in _TRAILING.finditer(message.folded):
        for position in (match.start(), *(match.start() + space.end() for space in re.finditer(" ", match[1]))):
            person = person_at(message, position, sure=False)
            head = message.folded[position:].split(maxsplit=1)[0]
            if person and person[1] == match.end(1) and head in word_list("given_names"):
                before = message.folded[max(0, position - 8) : position].split()
                if not before or before[-1] not in {"com", "with", "con", "pro", "para", "pra", "de", "do", "da"}:
                    return person[0]
    return None


def _negated(folded: str, start: int) -> bool:
    return re.search(
        r"\b(?:nao|not|no|nunca|se|se eu)\s*$", folded[max(0, start - 8) : start]
    ) is not None and not folded[max(0, start - 8) : start].rstrip(" ").endswith(",")


def _of_other(folded: str, match: re.Match[str]) -> bool:
    """ "O nome do meu filho é Pedro", "nome da empresa: X"."""
    return (
        re.search(r"\bnome d[aoe] (?!cliente|contato|responsavel)", match.group()) is not None
        or re.search(
            r"\b(?:empresa|loja|filh[oa]|produto|plano|curso|cachorro|gato|pet|site|marca|vendedor\w*"
            r"|atendente|usuario|dele|dela|user|company|fantasia|rua)\W{0,3}$",
            folded[max(0, match.start() - 18) : match.start()],
        )
        is not None
    )


def _answered(message: Message) -> str | None:
    """A message that answers "what is your name?" is one, behind a greeting, or it begins with one."""
    greeting = _GREETING.match(message.folded)
    start = greeting.end() if greeting else 0
    if person := person_at(message, start, sure=True):
        name, end = person
        rest = message.folded[end:]
        if _END_OF_ANSWER.match(rest) and not (message.is_question(start) and "," not in rest):
            return name
    return None


def corrected_name(message: Message) -> str | None:
    """The name in "não, é Márcia", where a name is known already."""
    match = _CORRECTED.match(message.folded)
    person = person_at(message, match.end(), sure=False) if match else None
    if match is None or person is None or message.folded[match.end() :].split()[0] not in word_list("given_names"):
        return None
    return person[0]


def _signed(message: Message) -> str | None:
    start = signature_start(message)
    person = person_at(message, start, sure=False) if start is not None else None
    if start is None or person is None or not (_known(message, start, person) or " " in person[0]):
        return None
    if not re.match(r"\s*(?:$|[\n,|.\-/(•·])|\s+[-|]", message.folded[person[1] :]):
        return None
    return person[0]
