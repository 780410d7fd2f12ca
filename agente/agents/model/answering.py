"""Who answers: the local engine or a model? The cascade, within the turn's time and money."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from agente.agents.assistant import Assistant, Opinion
from agente.agents.local.reply import Reply
from agente.agents.model.briefing import Briefing
from agente.agents.model.loop import Deadline, Findings, Loop
from agente.agents.model.release import Emit, Release, Withheld
from agente.agents.model.routing import IntentNamer
from agente.agents.model.summary import Earlier, Summarizer, Summary
from agente.agents.prompts import render_prompt
from agente.agents.tools.registry import ToolRegistry
from agente.agents.tools.tool import ToolContext
from agente.agents.turn import CalendarNeeded, Draft, Source, TurnInput
from agente.guardrails.masking import DOCUMENTS, Masking
from agente.guardrails.output import Breach, Evidence, OutputGuard
from agente.guardrails.personal_data import find_personal_data
from agente.llm.answers import Answer, AnswerCache, answer_key
from agente.llm.budget import DailyBudget
from agente.llm.errors import NoProvider
from agente.llm.messages import Ledger, Tier
from agente.llm.ports import Model
from agente.observability.metrics import GUARDRAIL
from agente.packs.models import IntentName

ROUTING_SHARE = 0.4  # of the turn's time for naming the intent; what is left has to do for the answer
SUMMARY_PATIENCE_S = 0.5  # that a finished answer waits for the summary beside it
ATTEMPTS = 2  # the second is told what was wrong with the first
FEWEST_WORDS = 3  # of a question that stands for itself
# What is answered alike to all: the company's material. Offers, orders and people are somebody's own.
CACHED: frozenset[IntentName] = frozenset({
    "product_question", "pricing", "technical_support", "business_info", "cancellation", "privacy_request", "billing",
})  # fmt: skip

Consider = Callable[[IntentName | None], Awaitable[Opinion]]


@dataclass(frozen=True, slots=True)
class Said:
    """What a model's work came to. `text` is empty when nothing of it may go out."""

    text: str
    findings: Findings
    is_whole: bool = True  # False: it had to stop after its first sentences
    withheld: tuple[str, ...] = ()  # kinds of breaches
    source: Source = "llm"


class _Unanswered(Exception):
    """There is no answer that could be kept for others."""


@dataclass(frozen=True, slots=True)
class _Work:
    """What a turn's steps share."""

    context: ToolContext
    earlier: Earlier
    emit: Emit | None
    ledger: Ledger
    deadline: Deadline
    masking: Masking
    thrifty: bool  # only the simple model may be asked


class Answering:
    """Answers the turns of one pack. Holds no state of a conversation."""

    def __init__(
        self,
        assistant: Assistant,
        model: Model,
        tools: ToolRegistry,
        *,
        within_s: float,
        max_tokens: int,
        budget: DailyBudget,
        answers: AnswerCache,
    ) -> None:
        """`within_s` is the time that models may take of a turn, all their calls together."""
        self._assistant = assistant
        self._pack = assistant.pack
        self._model = model
        self._within_s = within_s
        self._max_tokens = max_tokens
        self._budget = budget
        self._answers = answers
        self._prompts = {
            (specialist.name, locale): render_prompt(specialist, assistant.pack, locale)
            for specialist in assistant.specialists
            for locale in assistant.pack.business.locales
        }
        self._guard = OutputGuard(assistant.pack, [*self._prompts.values()])
        self._tools = tools
        self._namer = IntentNamer(assistant.pack, model)
        self._summarizer = Summarizer(assistant.pack, model)

    async def start(self) -> None:
        """Begins to connect to the systems that the pack's tools are in."""
        if self._tools.outside:
            await self._tools.outside.start()

    async def close(self) -> None:
        if self._tools.outside:
            await self._tools.outside.close()

    async def answer(
        self, consider: Consider, context: ToolContext, earlier: Earlier, *, emit: Emit | None = None
    ) -> Draft:
        """The reply to the message that `consider` gives the local engine's opinion of.

        `emit` is given the sentences as they pass the guards; None: nobody is watching. Raises what `consider` raises.
        """
        opinion = await consider(None)
        level = self._budget.level()
        if not opinion.is_open or level == "local":
            return opinion.draft
        work = _Work(context, earlier, emit, Ledger(), Deadline(self._within_s), self._masking(), level == "simple")
        try:
            return await self._with_model(opinion, consider, work)
        finally:
            self._budget.count(work.ledger.attempts)

    async def _with_model(self, opinion: Opinion, consider: Consider, work: _Work) -> Draft:
        if opinion.is_unsure:
            opinion = await self._reconsidered(opinion, consider, work)
        if not opinion.is_open:
            return replace(opinion.draft, calls=tuple(work.ledger.attempts))
        said, summary = await self._said_and_summed_up(opinion, work)
        draft = self._draft(opinion, said) if said.text else self._local(opinion, work)
        kept = {"summary": summary.to_json()} if summary else {}
        return replace(draft, calls=tuple(work.ledger.attempts), trace=_trace(said), state={**draft.state, **kept})

    def _masking(self) -> Masking:
        return Masking(DOCUMENTS if self._pack.policies.personal_data.mask_before_model else ())

    async def _reconsidered(self, opinion: Opinion, consider: Consider, work: _Work) -> Opinion:
        """The opinion once the simple model has named the intent; the same one when it could not."""
        reading = opinion.reading
        if reading is None:
            return opinion
        intent = await self._namer.name(
            work.masking.mask(reading.turn.text),
            work.masking.mask(reading.last_said),
            within_s=ROUTING_SHARE * work.deadline.left_s,
            ledger=work.ledger,
        )
        return await consider(intent) if intent else opinion

    async def _said_and_summed_up(self, opinion: Opinion, work: _Work) -> tuple[Said, Summary | None]:
        """The answer and, where one is due, a summary written beside it, for the turns that come."""
        reading = opinion.reading
        if reading is None or not self._summarizer.is_due(reading.turn):
            return await self._said(opinion, work), None
        summarizing = asyncio.create_task(self._summary(reading.turn, work))
        try:
            return await self._said(opinion, work), await _soon(summarizing)
        finally:
            summarizing.cancel()

    async def _summary(self, turn: TurnInput, work: _Work) -> Summary | None:
        return await self._summarizer.renewed(
            turn,
            work.earlier,
            work.masking.mask,
            within_s=ROUTING_SHARE * work.deadline.left_s,
            ledger=work.ledger,
        )

    async def _said(self, opinion: Opinion, work: _Work) -> Said:
        """A model's answer: one that was given before, where the question needs no context, or a new one."""
        if not self._answers.keeps or not self._needs_no_context(opinion):
            return await self._ask(opinion, work)
        draft = opinion.draft
        key = answer_key(self._pack.version, draft.locale, draft.agent, _message(opinion))

        mine: list[Said] = []

        async def make() -> Answer:
            said = await self._ask(opinion, work, alone=True)
            mine.append(said)
            if not (said.text and said.is_whole):
                raise _Unanswered
            return Answer(said.text, tuple(asdict(citation) for citation in said.findings.citations))

        try:
            found = await self._answers.get_or_make(key, make)
        except _Unanswered:
            return mine[0] if mine else await self._ask(opinion, work)
        if mine:
            return mine[0]
        if work.emit:
            work.emit(found.answer.text)
        return Said(found.answer.text, Findings.citing(found.answer.citations), source="cache")

    def _needs_no_context(self, opinion: Opinion) -> bool:
        """Whether the question would get the same answer from a stranger's first message.

        The local engine is the judge: it answers the message alone as it answers it here, and learns nothing from it.
        """
        reading = opinion.reading
        if reading is None or opinion.draft.intent.name not in CACHED or len(reading.words) < FEWEST_WORDS:
            return False
        told = reading.hear().told or find_personal_data(reading.turn.text)
        if told or reading.days or opinion.reply is None or opinion.reply.missed:
            return False
        if not reading.turn.history and not reading.turn.state:
            return True
        try:
            alone = self._assistant.reply_alone(reading, opinion.draft.intent.name)
        except CalendarNeeded:
            return False
        return alone.text == opinion.reply.text

    async def _ask(self, opinion: Opinion, work: _Work, *, alone: bool = False) -> Said:
        """Writes the reply with the specialist's model and tools; `alone`: without the dialogue, changing nothing."""
        draft = opinion.draft
        specialist = self._assistant.specialists.serving(draft.intent.name)
        tools = self._tools.tools_for(specialist)
        if alone:
            tools = {name: tool for name, tool in tools.items() if not tool.changes}
        system = self._prompts[specialist.name, draft.locale]
        briefing = Briefing(system, opinion, Summary.of(draft.state).text, work.masking.mask, alone)
        tier: Tier = "simple" if work.thrifty else specialist.model
        context = replace(work.context, locale=draft.locale)
        loop = Loop(self._model, tools, context, work.masking, tier=tier, max_tokens=self._max_tokens)
        evidence = Evidence((*(piece.text for piece in briefing.material), *briefing.said_by_us))
        release = Release(self._guard, evidence, work.masking, draft.locale, context.said, work.emit)
        return await self._attempts(loop, briefing, release, evidence, work)

    async def _attempts(
        self, loop: Loop, briefing: Briefing, release: Release, evidence: Evidence, work: _Work
    ) -> Said:
        findings, withheld, objection = Findings(), [], ""
        for _ in range(ATTEMPTS):
            try:
                await loop.run(
                    briefing.messages(objection),
                    release,
                    evidence,
                    findings,
                    deadline=work.deadline,
                    ledger=work.ledger,
                )
            except Withheld as refused:
                withheld += [breach.kind for breach in refused.breaches]
                objection = _objection(refused.breaches)
            except (NoProvider, TimeoutError):
                break
            else:
                _count(withheld)
                return Said(release.text.strip(), findings, withheld=tuple(withheld))
            if release.has_shown or findings.changed:
                break
            release.restart()
        _count(withheld)
        shown = release.text.strip() if release.has_shown else ""
        return Said(shown, findings, is_whole=False, withheld=tuple(withheld))

    def _local(self, opinion: Opinion, work: _Work) -> Draft:
        """The local engine's draft. It quotes the material, in which the words that led the model astray may stand."""
        draft = opinion.draft
        evidence, customer = Evidence((draft.text,)), work.context.said
        breaches = self._guard.check(draft.text, evidence, locale=draft.locale, customer_texts=customer)
        if not breaches or opinion.reading is None:
            return draft
        _count([breach.kind for breach in breaches])
        return self._assistant.safe_reply(opinion.reading.turn)

    def _draft(self, opinion: Opinion, said: Said) -> Draft:
        local = opinion.reply
        if local is None:
            raise ValueError("an attack is answered by its refusal alone")
        effects = said.findings.effects
        reply = Reply(
            text=said.text,
            intent=local.intent,
            citations=said.findings.citations or local.citations,
            handoff=effects.handoff or local.handoff,
            booking=effects.booking,
            summary_to=effects.summary_to,
            remember={**_subject(local, said.findings), **effects.remember},
            missed=False,
        )
        if not said.is_whole:
            reply = self._assistant.offer_person(opinion, reply)
        return replace(self._assistant.tell(opinion, reply, effects.told), source=said.source)


async def _soon(summarizing: asyncio.Task[Summary | None]) -> Summary | None:
    """The summary, if it is there about when the answer is; else the next turn tries again."""
    done, _ = await asyncio.wait([summarizing], timeout=SUMMARY_PATIENCE_S)
    return summarizing.result() if done and summarizing.exception() is None else None


def _subject(local: Reply, findings: Findings) -> Mapping[str, Any]:
    """What the next message may refer to: the products that a tool told of, else those of the local answer."""
    if products := findings.products:
        return {"products": products, "topic": "product"}
    return local.remember


def _message(opinion: Opinion) -> str:
    return opinion.reading.turn.text if opinion.reading else ""


def _objection(breaches: Sequence[Breach]) -> str:
    return "; ".join(dict.fromkeys(f"{breach.kind}: {breach.detail}" for breach in breaches))


def _count(withheld: Sequence[str]) -> None:
    for kind in withheld:
        GUARDRAIL.labels(kind, "withheld").inc()


def _trace(said: Said) -> dict[str, Any]:
    return {"tools": [asdict(record) for record in said.findings.records], "withheld": list(said.withheld)}
