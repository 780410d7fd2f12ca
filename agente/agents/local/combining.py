"""May what is sold beside plans be had with this one? "Dá pra pôr o suporte no Essencial?"."""

from agente.agents.local import cues
from agente.agents.local.belonging import against_it, comes_with
from agente.agents.local.clauses import SENTENCE_END
from agente.agents.local.products import about, attribute_sentence, cite
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox
from agente.guardrails.facts import amounts
from agente.knowledge.analysis import folded, words
from agente.packs.models import Product

_MAY = cues.cue(
    r"(?:posso|podemos|pode|podem|poderia|da (?:pra|para|p)|tem como|consigo)"
    r"(?: (?:ou|nao|pode|da|eu|a gente|sim|tambem)){0,4}"
    r" (?:por|botar|colocar|incluir|adicionar|acrescentar|ter|contratar|usar|pegar|assinar|juntar|comprar)",
    r"(?:vale|serve|funciona|esta disponivel|e compativel) (?:tambem )?(?:pr[oa]|para|com|n[oa]|em)",
    r"(?:can|could) (?:i|we|you) (?:add|get|have|put|use|buy|hire)|(?:available|works?) (?:on|for|with|in)",
    r"(?:puedo|podemos|se puede|pueden) (?:agregar|anadir|contratar|poner|tener|usar|incluir)",
    r"(?:vale|sirve) (?:tambien )?(?:para|con|en)",
)
_WITHOUT = cues.cue(r"sem|without|sin|cancelar|tirar|remov\w+|remove|quitar")
_ANY_PLAN = cues.cue(
    r"(?:em|para|com|n?os) (?:qualquer|todos(?: os)?) (?:planos?|pacotes?)",
    r"(?:on|for|with|in) (?:any|all|every)(?: the)? plans?",
    r"(?:en|para|con) (?:cualquier|todos los) plan(?:es)?",
)


def answer_may_combine(tools: Toolbox, reading: Reading) -> Reply | None:
    """Yes, by what is told of it; what is not told, or not for that plan, is left to others."""
    pair = _pair(reading)
    if pair is None or not reading.asks(_MAY) or reading.asks(_WITHOUT) or reading.quantity is not None:
        return None
    plan, addition = pair
    included = comes_with(tools, addition, plan)
    told = _told(tools, reading, plan, addition)
    if told is None or (against_it(tools, addition, plan) and not included):
        return None
    key = "comes_with" if included else "may_be_with"
    line = tools.phrases.say(key, reading.locale, addition=addition.name, product=plan.name)
    return Reply(
        f"{line} {told}".strip(),
        intent="product_question",
        citations=cite(tools, [addition, plan]),
        totals=amounts(told),
        remember=about([plan, addition], "product"),
    )


def _pair(reading: Reading) -> tuple[Product, Product] | None:
    """The one plan and the one other thing that are named, or of which one was talked about."""
    known = reading.previous if reading.memory.about_products and len(reading.products) == 1 else ()
    among = [*reading.products, *(item for item in known if item not in reading.products)]
    plans = [item for item in among if item.kind == "plan"]
    others = [item for item in among if item.kind != "plan" and item.available]
    return (plans[0], others[0]) if len(plans) == len(others) == 1 else None


def _told(tools: Toolbox, reading: Reading, plan: Product, addition: Product) -> str | None:
    """What says so: an attribute that names the plan, or a sentence that says it of any; "" in another language."""
    for key in addition.attributes:
        if plan in _named(tools, tools.attribute_text(addition, key)):
            return attribute_sentence(tools, addition, key, reading.locale)
    own = (tools.pack.localize(text, reading.locale) for text in (addition.summary, addition.description) if text)
    if said := next((each for text in own if (each := _of_any_plan(text))), None):
        return said
    for told in tools.told_in(reading.locale):
        said = _of_any_plan(told.passage.text)
        before = told.passage.text.partition(said)[0] + said if said else ""
        if said and [item for item in _named(tools, before, whole=True) if item.kind != "plan"] == [addition]:
            return said if told.locale == reading.locale else ""
    return None


def _of_any_plan(text: str) -> str | None:
    return next((each for each in SENTENCE_END.split(text) if _ANY_PLAN.search(folded(each))), None)


def _named(tools: Toolbox, text: str, whole: bool = False) -> list[Product]:
    """`whole`: by no single word of a longer name, which a text may use as a common one: "o suporte atende"."""
    mentions = tools.catalog.find_products(words(text))
    named = [(item, each.end - each.start) for each in mentions for item in each.products]
    found = {item.id: item for item, length in named if not whole or length > 1 or len([*words(item.name)]) == 1}
    return list(found.values())
