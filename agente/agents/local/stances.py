"""Does a whole message say one thing and no more: a yes, a no, a greeting, a farewell, a wish, a correction?

Like `cues`, for a message's folded words.
"""

from typing import Final

from agente.agents.local.cues import cue, word_set
from agente.kit.patterns import regex

YES: Final = word_set(
    "sim s ss simm sin quero pode podem claro ok okay okey isso aceito favor por gostaria chama chame chamar alguem",
    "uma um pessoa atendente da equipe beleza blz bora com certeza perfeito yes yep yeah sure please call someone",
    "do it go ahead of course agora si dale llame llamar llama a persona puede bueno y e eu ta bom manda ver",
    "positivo pfv pf vamos ser mesmo otimo show top aham uhum isso vale esta bien yup sounds good great",
)
_YES_HEADS = word_set(
    "sim s ss simm quero pode podem claro ok okay isso aceito gostaria chama chame chamar beleza blz bora com",
    "perfeito agora yes yep yeah sure please go of si dale llame llamar llama puede bueno positivo ta por vamos otimo",
    "show top aham uhum vale yup sounds great",
)
WISH: Final = word_set(
    "la los las quero sim eu vou querer levar esse essa este esta ele ela isso mesmo fechado fechar fechou fecha fecho",
    "bora pode ser gostei me interessa interessou interesse tenho contratar comprar assinar agora entao por favor pfv",
    "o a um uma desse dessa i want it this that one ll take d like to buy the please ok yes lo quiero si ese llevo",
    "quedo con comprarlo contratarlo dale gusta ja levo adquirir claro",
)
_WISH_HEADS = word_set(
    "la los las quero vou fechado fechar fechou fecha fecho bora pode gostei me interessa interessou levo lo quiero i",
)
NO: Final = word_set(
    "nao n nn nope no not now thanks thank you obrigado obrigada brigado precisa preciso agora valeu gracias quero",
    "por enquanto deixa so isso mesmo ta bom tudo bem depois ahora necesito hace falta don t need",
)
_DENIAL = regex(
    r"(?:nao|n|no) (?:e|eh|era|foi|sao|eram|seria|esta|ta|tem|tenho|temos|tinha|perguntei|falei|disse|pedi|respond\w+"
    r"|entend\w+|sei|sabia|consig\w+|consegu\w+|funciona\w*|deu|vi|achei|precisa de|preciso de|da|es|era|fue|son"
    r"|tengo|se|puedo|entiend\w+)\b"
)
# "Sim, já falei que pode": the same answer, given again.
_INSISTED = cue(
    r"(?:eu )?ja (?:te |lhe )?(?:falei|disse|respondi|confirmei)(?: que)?|(?:i )?already (?:said|told you)(?: that)?"
    r"|(?:yo )?ya (?:te |le )?(?:dije|conteste)(?: que)?"
)
_DECLINED = (["precisa", "nao"], ["quero", "nao"], ["agora", "nao"], ["carece", "nao"])
_NEGATIONS = word_set("nao n nn nope no deixa depois")
MISREAD_ALONE: Final = word_set(
    "errado errada nao e isso era foi disso wrong no that s not it es eso incorrecto equivocado ta esta tudo",
    "resposta",
)
_MISREAD_HEADS = word_set("errado errada nao wrong that no incorrecto equivocado ta esta tudo resposta")
GREETING: Final = word_set(
    "oi oie oii ola opa eai ei hey alo bom boa dia tarde noite tudo bem bao certo com voce voces vc e ai como vai",
    "hello hi good morning afternoon evening there hola buenas buenos dias tardes noches que tal salve fala pessoal",
    "gente galera blz beleza tranquilo td tdb oiii",
)
_GREETING_HEADS = word_set(
    "oi oie oii ola opa eai ei hey alo bom boa e hello hi good hola buenas buenos salve fala tudo",
)
FAREWELL: Final = word_set(
    "obrigado obrigada brigado brigada obg muito valeu vlw tchau ate mais logo breve flw falou agradeco agradecido",
    "era so isso mesmo por hoje tudo bom dia boa tarde noite thanks thank you bye goodbye cheers a lot much see ya",
    "later that s all gracias muchas adios hasta luego chau eso es todo pela pelo ajuda atencao ok perfeito for the",
    "your help e pra voce voces igualmente entao nada de desisto deixa pra la esquece",
)
_FAREWELL = cue(
    r"obrigad[oa]|brigad[oa]|obg|valeu|vlw|tchau|ate (?:mais|logo|breve)|flw|falou|agradec\w+|era so isso|so isso",
    r"thanks?|bye|goodbye|cheers|see you|that s all|gracias|adios|hasta luego|chau|eso es todo",
)
HELP: Final = word_set(
    "ajuda ajudar ajude preciso de uma pode podem me voce poderia help please i need ayuda necesito menu nao entendi"
)
_ALL = regex(
    r"^(?:(?:quero|queria|vou querer|vou levar|sim|nao|entao|ue|uai|ora|os|as|eu|ja falei|falei|disse|quiero|si|yes) )*"
    r"(?:(?:os|as|los|las|the) (?:2|dois|duas|3|tres|dos|two|three)|ambos|ambas|tudo(?: isso)?|todos(?: eles)?|todas"
    r"|both|all of (?:them|it)|todo(?: eso)?)"
    r"(?: (?:ue|uai|ora|ne|juntos|juntas|mesmo|por favor|pf|pfv|please|o|os dois|of them|claro|eu quero|quero|sim))*$"
)


def without_insisting(words: list[str]) -> list[str]:
    return _INSISTED.sub(" ", " ".join(words)).split()


def is_yes(words: list[str]) -> bool:
    return _only(without_insisting(words), YES, _YES_HEADS)


def is_no(words: list[str]) -> bool:
    return not _NEGATIONS.isdisjoint(words) and set(words) <= NO


def denies(words: list[str]) -> bool:
    """ "Não é urgência", "não tenho cartão": states that something is not so, and refuses nothing."""
    return _DENIAL.match(" ".join(words)) is not None


def declines(words: list[str]) -> bool:
    """ "Não, e qual o prazo?", "precisa não. e o prazo?": begins with a no, whatever follows."""
    return words[:1] in (["nao"], ["n"], ["no"], ["nope"]) or words[:2] in _DECLINED


def affirms(words: list[str]) -> bool:
    """ "Sim, já falei", whatever follows: nobody takes their leave with it."""
    return words[:1] in (["sim"], ["ss"], ["claro"], ["pode"], ["isso"], ["yes"], ["yep"], ["si"])


def is_wish(words: list[str]) -> bool:
    return _only(words, WISH, _WISH_HEADS) and "nao" not in words


def is_misread(words: list[str]) -> bool:
    """ "Errado", "não é isso" and nothing else."""
    told = {"errado", "errada", "wrong", "incorrecto", "equivocado", "isso", "disso", "eso", "it"}
    return _only(words, MISREAD_ALONE, _MISREAD_HEADS) and not told.isdisjoint(words) and words != ["isso"]


def says_or(words: list[str]) -> bool:
    return not {"ou", "or"}.isdisjoint(words)


def is_all(words: list[str]) -> bool:
    """ "Os dois, ué", "tudo isso": of what we asked about, all."""
    return _ALL.match(" ".join(words)) is not None


def is_greeting(words: list[str]) -> bool:
    return _only(words, GREETING, _GREETING_HEADS)


def begins_with_greeting(words: list[str]) -> bool:
    return bool(words) and words[0] in _GREETING_HEADS


def is_call_for_help(words: list[str]) -> bool:
    return _only(words, HELP, HELP)


def is_farewell(words: list[str]) -> bool:
    return bool(_FAREWELL.search(" ".join(words))) and set(words) <= FAREWELL


def _only(words: list[str], allowed: frozenset[str], heads: frozenset[str]) -> bool:
    return bool(words) and words[0] in heads and set(words) <= allowed
