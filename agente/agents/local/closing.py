"""The customer who is ready: "quero o Essencial com a maquininha. como faço pra fechar?"."""

from agente.agents.local import cues
from agente.agents.local.buying import buy_several, refuses_to_buy, without_refused
from agente.agents.local.clauses import clauses_of
from agente.agents.local.pricing import buy
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply
from agente.agents.local.sums import are_alternatives
from agente.agents.local.toolbox import Toolbox

_MAY_CLOSE = cues.cue(r"fech\w+|fac[ao]|faz|hag?[az]a?|abre|registra|compr\w+|contrat\w+|assin\w+|adquir\w+|order|buy")
# "Quero fechar o anual, como faço?"
_HOW_ON = cues.cue(
    r"(?:como|o que|que) (?:e que )?(?:eu |a gente )?(?:faco|fazemos|procedo|preciso fazer|tenho que fazer)(?: agora)?$"
    r"|(?:what|how) do (?:i|we) (?:do|go on|proceed)(?: now| it)?$|(?:como|que) (?:hago|hacemos)(?: ahora)?$"
)


def answer_not_wanted(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "Não quero comprar, já tenho um": the talk goes on, and nothing is sold."""
    if not refuses_to_buy(reading) or reading.refuses_person or reading.only_supposes:
        return None
    return Reply(tools.phrases.say("go_on", reading.locale, reading.rotation), intent="product_question")


def answer_closing(tools: Toolbox, reading: Reading) -> Reply | None:
    """The way to a contract of what is named, or was priced last; what tells how to buy, where nothing was."""
    if not reading.asks(_MAY_CLOSE):
        return None
    reading = without_refused(reading)
    parts = (reading.reread(clause.text) for clause in clauses_of(reading.turn.text))
    # "Fecho o anual e a impressora, como compro?" has chosen; "como compro?" alone asks how.
    wants = reading.asks(cues.WANT) or reading.asks(cues.PURCHASE)
    asks_how = reading.asks(cues.HOW_TO_BUY) or reading.asks(_HOW_ON)
    chosen = bool(reading.products) and wants and asks_how
    if not (chosen or any(part.asks(cues.HOW_TO_CLOSE) or part.asks(cues.ORDERS) for part in parts)):
        return None
    products = reading.products or (reading.previous if reading.topic in ("price", "product") else ())
    if not products or are_alternatives(products) or not all(item.available for item in products):
        return None
    if len(products) > 1:
        return buy_several(tools, reading, products)
    return buy(tools, reading, products[0])
