"""Is a reply in the language that it should be in? A few words and names tell nothing, and so they pass."""

import re

from agente.packs.models import Locale

_WORD = re.compile(r"[a-záàâãéêíóôõúüñç¿¡ß]+")
# Other alphabets, and letters that only look like ours: nobody answers a customer in them, except to be overlooked.
_OTHER_SCRIPT = re.compile(
    r"[\u0370-\u05ff\u0600-\u0dff\u0e00-\u0e7f\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
    r"\uff21-\uff5a\U0001d400-\U0001d7ff]{2,}|[A-Za-z][\u0370-\u052f]|[\u0370-\u052f][A-Za-z]"
)
_FIRST_OTHER = "\u0370"
_TELLING: dict[str, str] = {
    # Words that no other language has as a name or a loan. What two languages share counts for both.
    "pt-BR": (
        "o os as e é no na para por"
        " não você vocês são está estão isso isto uma um ao aos à às pelo pela pelos pelas também mas então"
        " muito muita seu seus sua nosso nossa nossos nossas obrigado obrigada quer quero posso pode podem temos"
        " tem você fica ficam até nas do da dos das em ou mais quando onde qual quais sobre com preço preços mês"
        " meses já ainda só alguém equipe"
    ),
    "en": (
        "the is are you your our we have has with for and this that these those of to which what how can will"
        " would there they not but from about when where per each any some please thank here it its be if on at"
    ),
    "es": (
        "no para el los las usted ustedes es está están eso esto una un al del también pero entonces muy su sus nuestro"
        " nuestra nuestros nuestras gracias quiere quiero puedo puede pueden tenemos tiene y con hasta o más"
        " cuando donde cuál cuáles precio precios mes hay qué le les lo ¿ hoy ya sin alguien equipo desde por"
    ),
    "fr": ("les des est avec pour vous nous dans votre notre sont ce cette être sur pas plus ou où aux très merci"),
    "de": ("der die und ist nicht mit für sie wir ein eine auf das den dem von zu haben können bitte danke"),
    "it": ("gli è sono per il che con una della delle nostro nostra vostro questo questa anche più grazie può"),
}
_LANGUAGES = {
    word: tuple(language for language, words in _TELLING.items() if word in words.split())
    for word in " ".join(_TELLING.values()).split()
}
_LEAST = 3  # telling words of another language
_SPANISH_MARKS = re.compile(r"[¿¡ñ]")


def other_language(text: str, locale: Locale) -> str | None:
    """The language that a reply is plainly in instead of `locale`'s; a script that none of ours has counts too."""
    if (not text.isascii()) and max(text) >= _FIRST_OTHER and (script := _OTHER_SCRIPT.search(text)):
        return script[0]
    votes = dict.fromkeys(_TELLING, 0)
    for word in _WORD.findall(text.lower()):
        for language in _LANGUAGES.get(word, ()):
            votes[language] += 1
    if _SPANISH_MARKS.search(text):
        votes["es"] += 1
    language, most = max(votes.items(), key=lambda vote: vote[1])
    return language if most >= _LEAST and most >= 2 * votes[locale] + 1 else None
