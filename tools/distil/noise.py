"""The same message as another hand would type it: without accents, in a hurry, dictated, with a greeting before it."""

import random
import unicodedata

from agente.packs.models import Locale

SHORT_FORMS: dict[Locale, dict[str, str]] = {
    "pt-BR": {
        "você": "vc", "vocês": "vcs", "não": "n", "porque": "pq", "por que": "pq", "que": "q", "hoje": "hj",
        "também": "tb", "quanto": "qto", "quando": "qdo", "mensagem": "msg", "obrigado": "obg", "obrigada": "obg",
        "por favor": "pfv", "beleza": "blz", "para": "pra", "está": "tá", "estou": "to", "estava": "tava",
        "com": "c", "mesmo": "msm", "muito": "mto", "cadê": "kd", "agora": "agr", "depois": "dps", "gente": "gnt",
        "demais": "dms", "tudo": "td", "comigo": "cmg", "vou": "vo", "fazer": "faze", "preciso": "presciso",
    },
    "en": {
        "you": "u", "your": "ur", "are": "r", "please": "pls", "thanks": "thx", "because": "cuz", "going to": "gonna",
        "want to": "wanna", "i'm": "im", "don't": "dont", "can't": "cant", "what's": "whats", "with": "w",
        "tomorrow": "tmrw", "people": "ppl", "information": "info", "it's": "its", "i've": "ive", "about": "abt",
    },
    "es": {
        "que": "q", "porque": "xq", "por qué": "xq", "por favor": "porfa", "también": "tb", "para": "pa",
        "está": "ta", "estoy": "toy", "gracias": "grax", "quiero": "kiero", "usted": "ud", "ustedes": "uds",
        "mensaje": "msj", "teléfono": "tel", "mañana": "mñn", "bien": "bn", "mucho": "mxo", "cuánto": "cto",
    },
}  # fmt: skip
OPENINGS: dict[Locale, list[str]] = {
    "pt-BR": ["oi", "Oi, tudo bem?", "Bom dia!", "boa tarde", "Boa noite,", "olá", "Ei,", "opa", "oii", "então,",
              "Oi gente,", "tipo", "olha", "por gentileza,", "moça,", "Prezados,", "vim aqui porque", "amigo,", "ow"],
    "en": ["hi", "Hello,", "Good morning,", "hey", "hey there", "so", "ok so", "Hi team,", "um", "look,", "excuse me,",
           "Good afternoon.", "hiya", "quick one,", "listen,", "sorry to bother you,"],
    "es": ["hola", "Hola, buenas", "Buenos días,", "buenas tardes", "oye", "bueno", "disculpe,", "mire,", "pues",
           "Estimados,", "qué tal,", "perdón,", "buenas,", "holaa"],
}  # fmt: skip
ENDINGS: dict[Locale, list[str]] = {
    "pt-BR": ["obrigado", "valeu", "por favor", "pfv", "aguardo", "desde já agradeço", "🙏", "😊", "rs", "kkk", "tá?",
              "viu", "né", "att", "...", "me ajuda aí", "abs"],
    "en": ["thanks", "please", "thx", "cheers", "🙏", "lol", "thank you!", "...", "ok?", "ta", "appreciate it"],
    "es": ["gracias", "por favor", "porfa", "saludos", "🙏", "jaja", "¿sí?", "...", "muchas gracias", "espero"],
}  # fmt: skip
NEIGHBOURS = {
    "a": "sqz", "e": "wr3", "i": "uo8", "o": "ip0", "u": "yi7", "s": "adz", "r": "et4", "n": "bm", "m": "n",
    "t": "ry5", "d": "sf", "c": "xv", "l": "k", "p": "o", "v": "cb", "g": "fh", "b": "vn", "q": "wa", "z": "xs",
}  # fmt: skip
SPELLINGS = [("ss", "c"), ("ç", "ss"), ("ch", "x"), ("qu", "k"), ("lh", "li"), ("s", "z"), ("z", "s"), ("h", ""),
             ("x", "ch"), ("ll", "y"), ("v", "b"), ("nh", "n"), ("rr", "r"), ("ei", "e"), ("ou", "o")]  # fmt: skip


def noisy(text: str, locale: Locale, chance: random.Random, *, framed: bool = True) -> str:
    """Mostly one or two changes; now and then none. `framed` is for what is no greeting or farewell itself."""
    text = _shortened(text, locale, chance)
    if chance.random() < 0.35:
        text = _misspelt(text, chance)
    if framed:
        text = _framed(text, locale, chance)
    if chance.random() < 0.25:
        text = "".join(mark for mark in text if mark.isalnum() or mark in " '@-")
    if chance.random() < 0.4:
        text = unaccented(text)
    return _cased(text, chance)


def unaccented(text: str) -> str:
    return "".join(mark for mark in unicodedata.normalize("NFKD", text) if not unicodedata.combining(mark))


def _shortened(text: str, locale: Locale, chance: random.Random) -> str:
    words = text.split(" ")
    forms = SHORT_FORMS[locale]
    return " ".join(forms[word.lower()] if word.lower() in forms and chance.random() < 0.25 else word for word in words)


def _misspelt(text: str, chance: random.Random) -> str:
    words = text.split(" ")
    for _ in range(1 + len(words) // 12):
        place = chance.randrange(len(words))
        if len(words[place]) > 3:
            words[place] = _mistyped(words[place], chance)
    return " ".join(words)


def _mistyped(word: str, chance: random.Random) -> str:
    place = chance.randrange(1, len(word) - 1)
    before, mark, after = word[:place], word[place], word[place + 1 :]
    kind = chance.randrange(6)
    if kind == 0:
        return before + after
    if kind == 1:
        return before + after[0] + mark + after[1:]
    if kind == 2:
        return before + mark + mark + after
    if kind == 3:
        return before + chance.choice(NEIGHBOURS.get(mark, mark)) + after
    heard, written = chance.choice(SPELLINGS)
    return word.replace(heard, written, 1)


def _framed(text: str, locale: Locale, chance: random.Random) -> str:
    if chance.random() < 0.2:
        text = f"{chance.choice(OPENINGS[locale])} {text}"
    if chance.random() < 0.12:
        text = f"{text} {chance.choice(ENDINGS[locale])}"
    return text


def _cased(text: str, chance: random.Random) -> str:
    kind = chance.random()
    return text.upper() if kind < 0.05 else text.lower() if kind < 0.4 else text
