"""What may stand in a pack's files: one model a file, unknown keys refused.

These models are the only definition of the format: the loader checks files against them and the JSON Schemas
under `schemas/` are generated from them. A text that customers read is a `LocalText`: one string for every locale,
or one string a locale.
"""

import re
from decimal import Decimal
from typing import Annotated, Literal, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    EmailStr,
    Field,
    RootModel,
    StringConstraints,
)

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

IntentName = Literal[
    "greeting", "goodbye", "product_question", "pricing", "purchase_interest", "scheduling", "technical_support",
    "order_status", "billing", "cancellation", "complaint", "human_handoff", "business_info", "provide_details",
    "privacy_request", "out_of_scope",
]  # fmt: skip
SpecialistName = Literal["sales", "support", "scheduling", "aftersales", "concierge", "privacy"]
Locale = Literal["pt-BR", "en", "es"]
# The tools that every agent may be given; a pack's own have names of their own.
ToolName = Literal[
    "find_products", "list_products", "compare_products", "quote_price", "opening_hours", "contact_details",
    "search_knowledge", "save_lead_details", "free_slots", "book_meeting", "send_summary", "hand_over",
]  # fmt: skip
HandoffReason = Literal["asked_for_human", "frustration", "repeated_failure", "sensitive", "high_value"]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
INTENTS: tuple[IntentName, ...] = get_args(IntentName)
TOOLS: tuple[ToolName, ...] = get_args(ToolName)
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
LocalText = Text | dict[Locale, Text]
LocalTexts = list[Text] | dict[Locale, list[Text]]


def _known_timezone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:  # OSError: a folder of zones, such as America
        raise ValueError(f"'{name}' is not a time zone; write one such as America/Sao_Paulo") from error
    return name


def _not_thousands(value: object) -> object:
    if isinstance(value, str) and re.fullmatch(r"\d{1,3}(\.\d{3})+", value):
        raise ValueError("'1.200' would be read as 1.2; write 1200")
    return value


# What a Brazilian writes 1.200 for is never to be taken for one and a fifth.
NotThousands = BeforeValidator(_not_thousands)
Number = Annotated[Decimal, NotThousands]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


# One interval of a day, `08:00-12:00`. A day has none (closed), one, or several (a split shift).
Interval = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$")]


class Holiday(Strict):
    """A day with hours of its own. `date` is `2026-12-25`, or `12-25` for every year; without `hours` it is closed."""

    date: Annotated[str, StringConstraints(pattern=r"^(\d{4}-)?(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]
    name: LocalText
    hours: list[Interval] = []


class Hours(Strict):
    monday: list[Interval] = []
    tuesday: list[Interval] = []
    wednesday: list[Interval] = []
    thursday: list[Interval] = []
    friday: list[Interval] = []
    saturday: list[Interval] = []
    sunday: list[Interval] = []


class Address(Strict):
    street: Text
    district: Text | None = None
    city: Text
    state: Text | None = None
    postal_code: Text | None = None
    reference: LocalText | None = None


class MeetingKind(Strict):
    """A kind of meeting with a name, days, hours or a length of its own; what it leaves out is as for any other."""

    id: Slug
    title: LocalText
    words: LocalTexts  # how customers name it, beside its title: "criança", "meu filho"
    hours: Hours | None = None  # inside the business's; None: whenever the business is open
    duration_minutes: Annotated[int, Field(ge=5, le=480)] | None = None


class BookingRules(Strict):
    """How meetings are booked inside the business hours. Without it the defaults apply where `hours` are given."""

    enabled: bool = True
    title: LocalText | None = None  # what is booked: "Demonstração por vídeo"
    duration_minutes: Annotated[int, Field(ge=5, le=480)] = 30
    notice_minutes: Annotated[int, Field(ge=0, le=43_200)] = 60  # the earliest slot from now on
    horizon_days: Annotated[int, Field(ge=1, le=365)] = 30  # the latest
    at_once: Annotated[int, Field(ge=1, le=100)] = 1  # how many meetings of any kind may be held at the same time
    kinds: list[MeetingKind] = []  # of several that a message names, the first counts


class Business(Strict):
    """`business.yaml`: who the company is. The only file that a pack must have."""

    name: Text
    description: LocalText
    locales: Annotated[list[Locale], Field(min_length=1)] = ["pt-BR"]  # the first is the default
    timezone: Annotated[str, AfterValidator(_known_timezone)] = "America/Sao_Paulo"
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] = "BRL"
    hours: Hours | None = None  # None: the pack does not say, and so the agent does not either
    holidays: list[Holiday] = []
    booking: BookingRules = BookingRules()
    address: Address | None = None
    phone: Text | None = None
    whatsapp: Text | None = None
    email: EmailStr | None = None
    site: Text | None = None
    privacy_url: Text | None = None
    tone: LocalText | None = None
    quick_replies: LocalTexts = []  # up to four buttons beside the first greeting


class Price(Strict):
    """One price of a product. `unit` is what one quantity is ("usuário", "hora"); `period` how often it is paid."""

    amount: Annotated[Decimal, Field(ge=0, max_digits=12, decimal_places=2), NotThousands]
    period: Literal["once", "hour", "day", "week", "month", "year"] = "once"
    unit: LocalText | None = None
    label: LocalText | None = None  # "no plano anual", "à vista"
    starting_at: bool = False  # True: "a partir de"


class VolumeDiscount(Strict):
    from_quantity: Annotated[int, Field(ge=2)]
    percent: Annotated[Decimal, Field(gt=0, lt=100)]


class Product(Strict):
    """A product, plan or service. Without `prices` the price is not public and the agent says so."""

    id: Slug
    name: Text
    kind: Literal["product", "plan", "service"] = "product"
    category: LocalText | None = None
    aliases: list[Text] = []
    summary: LocalText
    description: LocalText | None = None
    prices: list[Price] = []
    volume_discounts: list[VolumeDiscount] = []
    attributes: dict[Text, LocalText | bool | int | Decimal] = {}  # keys in the pack's default locale
    available: bool = True
    url: Text | None = None


class Catalog(Strict):
    """`catalog.yaml`: what the company sells."""

    products: list[Product]
    attribute_names: dict[Text, dict[Locale, Text]] = {}  # what an attribute's key is called in other locales


class QualificationField(Strict):
    """One thing to learn about a lead, and how to ask for it."""

    name: Slug | Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
    type: Literal["text", "name", "email", "phone", "company", "money", "number", "choice", "date", "document"] = "text"
    question: LocalText
    required: bool = False
    choices: list[Text] = []


class ScoreRule(Strict):
    """Adds `points` when `field` is known and the condition holds (no condition: when it is known at all)."""

    field: Text
    points: Annotated[int, Field(ge=-100, le=100)]
    at_least: Number | None = None
    at_most: Number | None = None
    equals: Text | None = None
    contains: list[Text] = []
    reason: LocalText


class Qualification(Strict):
    """`qualification.yaml`: what makes a lead, and how its score from 0 to 100 is counted."""

    fields: list[QualificationField]
    rules: list[ScoreRule] = []
    threshold: Annotated[int, Field(ge=0, le=100)] = 60


class AgentOverride(Strict):
    """What a pack changes of one specialist."""

    intents: list[IntentName] | None = None
    instructions: LocalText | None = None
    tools: list[Text] | None = None
    model: Literal["default", "simple"] | None = None


class DataRules(Strict):
    mask_before_model: bool = True
    retention_days: Annotated[int, Field(ge=1)] = 90


class RetentionRules(Strict):
    """Days that records of the business's own are kept; conversations have `personal_data.retention_days`."""

    outbox: Annotated[int, Field(ge=1)] = 30  # deliveries that arrived
    llm_calls: Annotated[int, Field(ge=1)] = 400  # a year can be compared with the one before
    audit_log: Annotated[int, Field(ge=1)] = 1825


class HandoffRules(Strict):
    on_request: bool = True
    after_misses: Annotated[int, Field(ge=1, le=10)] = 2
    keywords: list[Text] = []
    routine: list[Text] = []  # what is everyday here and grave elsewhere: "dor de dente"
    high_value_from: Number | None = None


class Policies(Strict):
    """`policies.yaml`: what the agent must, may and must not do."""

    handoff: HandoffRules = HandoffRules()
    forbidden_promises: list[Text] = []
    forbidden_topics: list[Text] = []
    max_discount_percent: Annotated[Decimal, Field(ge=0, le=100)] = Decimal(0)
    personal_data: DataRules = DataRules()
    retention: RetentionRules = RetentionRules()


TOOL_PLACEHOLDER = re.compile(r"\{([A-Za-z_][A-Za-z0-9_.]*)\}")
# What a tool's templates may have besides its parameters: the conversation's own, which no model can choose.
OWN_PLACEHOLDERS = frozenset({"contact.email", "contact.phone", "contact.document", "conversation.id"})
SecretName = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9_]*$")]


class HttpTool(Strict):
    """One declarative HTTP tool. `parameters` is a JSON Schema; secrets are named, never written.

    `url`, `headers` and `body` are templates: `{name}` is a parameter or one of `OWN_PLACEHOLDERS`. Parameters that
    fill no placeholder go into the query, or the JSON body of a POST, PUT or PATCH.
    """

    name: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,63}$")]
    description: Text
    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"] = "GET"
    url: Text
    headers: dict[Text, Text] = {}
    body: dict[str, object] | None = None  # members that a model cannot change
    parameters: dict[str, object] = {}
    auth_secret: SecretName | None = None  # sent as a bearer token
    timeout_s: Annotated[float, Field(gt=0, le=30)] = 5.0
    allowed_hosts: list[Text] = []
    allow_private: bool = False  # hosts in `allowed_hosts` may have private addresses


class McpServer(Strict):
    """A server of tools that speaks MCP: a `command` that is started, or a `url`. Its tools are `name__tool`."""

    name: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,30}$")]
    command: Text | None = None
    args: list[str] = []
    env_secrets: list[SecretName] = []  # variables that the command is given
    url: Text | None = None
    auth_secret: SecretName | None = None  # sent as a bearer token
    tools: list[Text] | None = None  # only these; None: all that it has
    timeout_s: Annotated[float, Field(gt=0, le=30)] = 10.0


class Tools(Strict):
    """`tools.yaml`: what the agents may call outside."""

    http: list[HttpTool] = []
    mcp: list[McpServer] = []


Moment = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d$")]  # in the pack's time zone


class Expectation(Strict):
    """What must be true of one reply. `says` are pieces of text that it must contain, `says_not` ones it must not."""

    intent: IntentName | None = None
    agent: SpecialistName | None = None
    source: Literal["llm", "local", "cache", "operator", "none"] | None = None
    says: list[Text] = []
    says_not: list[Text] = []
    cites: Text | None = None  # a document's file name, such as catalog.yaml
    handoff: bool | None = None
    handoff_reason: HandoffReason | None = None
    fields: dict[Text, bool | int | Number | Text] = {}  # what is known of the lead after this message
    lead: Literal["new", "qualified"] | None = None
    booking: Literal["booked", "moved", "cancelled", "none"] | None = None  # what this reply did
    locale: Locale | None = None  # of the reply


class EvalTurn(Strict):
    customer: Text
    expect: Expectation = Expectation()


class EvalConversation(Strict):
    name: Text
    locale: Locale | None = None
    at: Moment | None = None
    turns: Annotated[list[EvalTurn], Field(min_length=1)]


class Evals(Strict):
    """`evals/*.yaml`: conversations that must keep working."""

    conversations: list[EvalConversation]


class Success(Strict):
    """What must be true when a scenario's conversation is over; at least one thing."""

    lead: Literal["new", "qualified"] | None = None
    fields: dict[Text, bool | int | Number | Text] = {}
    booking: Literal["booked", "moved", "cancelled", "none"] | None = None  # what was done last
    handoff: bool | None = None
    handoff_reason: HandoffReason | None = None
    says: list[Text] = []  # each in some reply
    says_not: list[Text] = []  # in no reply
    judged: list[Text] = []  # questions with yes or no about the conversation, which a model answers; all yes


class Scenario(Strict):
    """A conversation with a customer whom a model plays."""

    name: Text
    persona: Text  # who they are and how they write
    goal: Text  # what they want, and when they are content or give up
    opening: Text  # their first message, word for word
    success: Success
    locale: Locale | None = None
    at: Moment | None = None
    max_turns: Annotated[int, Field(ge=1, le=30)] = 8  # customer messages


class Scenarios(Strict):
    """`evals/scenarios/*.yaml`: customers with a goal, played by a model."""

    scenarios: list[Scenario]


class FrontMatter(Strict):
    """What may stand between `---` lines at the top of a knowledge document."""

    title: Text | None = None  # for a document without a first heading
    locale: Locale | None = None
    url: Text | None = None  # where a reader finds the original


class Responses(RootModel[dict[str, dict[Locale, list[Text]]]]):
    """`responses.yaml`: the company's own words, by key and locale; several are used in turn.

    Keys are the intents and the reply keys of `agente/i18n/replies/`; `{name}`s are filled by the agent.
    """


class Intents(RootModel[dict[IntentName, dict[Locale, list[Text]]]]):
    """`intents.yaml`: how this company's customers say things, examples by intent and locale."""


# What is known of every lead, by the names that a mapping uses; the fields of `qualification.yaml` come on top.
CRM_VALUES = (
    "lead_id", "name", "first_name", "last_name", "email", "phone", "company", "score", "status", "reasons",
    "qualified_at", "updated_at", "protocol", "channel", "locale", "conversation_url",
)  # fmt: skip
CRM_PLACEHOLDER = re.compile(r"\{([^}]*)\}")


class CrmMapping(Strict):
    """`crm.yaml`: what the company's CRM calls what we know of a lead.

    Keys are the CRM's property names. Values are ours (`first_name`, `email`, `score`, `protocol`, `conversation_url`,
    a field of `qualification.yaml` ...), or `=text` for a fixed text in which `{company|name}` is the first known.
    """

    hubspot_contact: dict[str, Text] = {}
    hubspot_deal: dict[str, Text] = {}
    salesforce_lead: dict[str, Text] = {}
    external_id: Text | None = None  # the unique property with our lead's id


MailName = Literal[
    "lead_notice", "handoff_notice", "lead_received", "booking_made", "booking_moved", "booking_cancelled", "transcript"
]  # fmt: skip
MAILS: tuple[MailName, ...] = get_args(MailName)


# What a template may name; the values are made in agente/integrations/mail/values.py.
MAIL_VALUES = (
    "business", "name", "first_name", "company", "protocol", "score", "url", "messages", "reason", "when", "details",
)  # fmt: skip


class MailTemplate(Strict):
    """Jinja2 texts; what is left out is the product's. An empty line parts paragraphs."""

    subject: LocalText | None = None
    body: LocalText | None = None


class MailRules(Strict):
    """`mail.yaml`: which e-mails are sent, to whom of the team, and in which words."""

    send: list[MailName] = list(MAILS)
    leads_to: EmailStr | None = None
    handoffs_to: EmailStr | None = None
    templates: dict[MailName, MailTemplate] = {}


class Agents(RootModel[dict[SpecialistName, AgentOverride]]):
    """`agents.yaml`: what this company changes of each specialist."""


FILES: dict[str, type[BaseModel]] = {
    "business.yaml": Business,
    "catalog.yaml": Catalog,
    "qualification.yaml": Qualification,
    "responses.yaml": Responses,
    "intents.yaml": Intents,
    "agents.yaml": Agents,
    "policies.yaml": Policies,
    "tools.yaml": Tools,
    "crm.yaml": CrmMapping,
    "mail.yaml": MailRules,
}
