"""How customers say that they would rather not tell: matched against folded words joined by single spaces."""

from typing import Final

from agente.agents.local.cues import cue

_TELLING = (
    r"(?:inform\w+|dizer|digo|falar(?! com\b)|passar|dar|respond\w+|compartilh\w+|fornecer|contar|deixar"
    r"|say|tell|share|give|answer|provide|decir|dar|compartir|contestar|entregar)"
)
# Said at any time of a talk in which we asked something.
STOPS: Final = cue(
    r"(?:para|pare|parem|parar|chega|cansei) (?:de|com) (?:\w+ ){0,2}(?:pergunt\w+|interrogatorio)",
    r"(?:para|pare|parem|parar|chega|cansei) (?:\w+ ){0,2}pedir (?:meus |os )?dados",
    r"sem (?:mais )?perguntas|(?:quanta|tanta|muita)s? perguntas?|nao (?:me )?pergunt\w+ mais",
    r"nao (?:vou|quero|pretendo) (?:mais )?(?:passar|dar|informar|fornecer)"
    r" (?:os )?(?:meus )?(?:dados|nada|mais nada)",
    r"nao (?:vou|quero|pretendo) (?:te |lhe )?(?:passar|dar|informar|deixar) (?:(?:o|a) )?(?:meu|minha) \w+",
    rf"(?:prefiro|preferia) nao {_TELLING}",
    r"stop asking|(?:enough|too many|no more) questions|none of your business",
    r"(?:deja|deje|dejen|basta) de pregunt\w+|no (?:me )?pregunt\w+ mas|(?:cuantas|muchas|demasiadas) preguntas",
)
# Said to a question of ours.
REFUSES: Final = cue(
    rf"nao (?:quero|vou|pretendo|gostaria de|posso|prefiro)(?: \w+)? {_TELLING}",
    rf"(?:prefiro|preferia|melhor) nao(?: {_TELLING})?|nao (?:me )?sinto a vontade",
    r"(?:depois|mais tarde|outra hora|outro dia)(?: eu)?(?: (?:te|lhe|ja))?"
    r" (?:passo|digo|falo|informo|mando|envio|vejo)",
    r"(?:passo|digo|falo|informo|mando|envio|vejo)(?: isso)? (?:depois|mais tarde|outra hora)",
    r"(?:agora|ainda) nao quero",
    r"nao (?:te |lhe )?interessa|nao e da sua conta|isso e pessoal",
    rf"(?:rather|prefer)(?: to)? not(?: to)?(?: {_TELLING})?",
    rf"(?:don t|dont|do not|won t|not)(?: want| going| wish)?(?: to)? {_TELLING}",
    r"(?:tell|send|give|let)(?: \w+){0,3} later|maybe later|not now",
    rf"no (?:quiero|voy a|puedo)(?: \w+)? {_TELLING}|prefiero no|(?:luego|despues|mas tarde)(?: \w+){{0,2}}"
    r" (?:paso|digo|doy|envio|mando)",
)
# There is nothing to tell, of this one thing.
CANNOT: Final = cue(
    r"nao (?:sei|tenho|faco ideia|lembro|uso|possuo|definimos|decidi\w*|pensei)|sem (?:ideia|previsao)|nenhum[a]?|nada",
    r"ainda nao|(?:pula|pular|proxima)|tanto faz|(?:i )?(?:don t|dont|do not) (?:know|have)|no idea|not sure|none|skip",
    r"not yet|no (?:se|tengo|lo se)|ningun[ao]?|todavia no|ni idea",
)
WONDERS: Final = cue(
    r"(?:por ?que|pra que|para que|pq|why|what for|por que|para que)(?: \w+){0,4}"
    r" (?:quer\w*|precis\w*|pergunt\w*|saber|need|want|ask\w*|necesita\w*|quiere\w*|pregunt\w*)",
)
