"""Who answers: the local engine or a model? The cascade, within the turn's time and money."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

import structlog

from agente.agents.assistant import Assistant, Opinion
from agente.agents.local.reply import Reply
from agente.agents.model.briefing import Briefing
from agente.agents.model.loop import Deadline, Findings, Loop
from agente.agents.model.release import Emit, Release, Withheld
from agente.agents.model.routing import IntentNamer
from agente.agents.prompts import render_prompt
from agente.agents.tools.tool import ToolContext
from agente.agents.turn import Citation, Draft, Source, Utterance
from agente.guardrails.masking import DOCUMENTS, Masking
from agente.guardrails.output import Breach, Evidence, OutputGuard
from agente.llm.errors import NoProvider
from agente.llm.messages import Ledger, Tier
from agente.llm.ports import Model
from agente.observability.metrics import GUARDRAIL
from agente.packs.models import IntentName

log = structlog.get_logger()

ROUTING_SHARE = 0.4  # of the turn's time for naming the intent; what is left has to do for the answer
ATTEMPTS = 2  # the second is told what was wrong with the first

Spending = Literal["normal", "warning", "simple", "local"]
Consider = Callable[[IntentName | None], Awaitable[Opinion]]


@dataclass(frozen=True, slots=True)
class Said:
    """What a model's work came to. `text` is empty when nothing of it may go out."""

    text: str
    findings: Findings
    is_whole: bool = True  # False: it had to stop after its first sentences
    withheld: tuple[str, ...] = ()  # kinds of breaches
    source: Source = "llm"


class Answering:
    """Answers the turns of one pack. Holds no state of a conversation."""

    def __init__(
        self,
        assistant: Assistant,
        model: Model,
        *,
        within_s: float,
        max_tokens: int,
        spending: Callable[[], Spending] = lambda: "normal",
    ) -> None:
        self._assistant = assistant
        self._pack = assistant.pack
        self._model = model
        self._within_s = within_s
        self._max_tokens = max_tokens
        self._spending = spending
        self._guard = OutputGuard(assistant.pack, self._prompts())
        self._namer = IntentNamer(assistant.pack, model)

    async def answer(
        self,
        consider: Consider,
        context: ToolContext,
        *,
        summary: str = "",
        emit: Emit | None = None,
    ) -> Draft:
        """The reply to the message that `consider` gives the local engine's opinion of.

        `emit` is given the sentences as they pass the guards; None: nobody is watching. Raises what `consider` raises.
        """
        opinion = await consider(None)
        spending = self._spending()
        if not opinion.is_open or spending == "local":
            return opinion.draft
        ledger, deadline = Ledger(), Deadline(self._within_s)
        masking = self._masking()
        if opinion.is_unsure:
            opinion = await self._reconsidered(opinion, consider, masking, deadline, ledger)
        if not opinion.is_open:
            return replace(opinion.draft, calls=tuple(ledger.attempts))
        briefing = self._briefing(opinion, summary, masking)
        said = await self._ask(opinion, briefing, replace(context, locale=opinion.draft.locale), masking,
                               tier="simple" if spending == "simple" else self._tier(opinion),
                               deadline=deadline, ledger=ledger, emit=emit)
        draft = self._draft(opinion, said) if said.text else opinion.draft
        return replace(draft, calls=tuple(ledger.attempts), trace=_trace(said))

    def _prompts(self) -> list[str]:
        """Every prompt that a model of this pack is given."""
        pack = self._pack
        return [
            render_prompt(specialist, pack, locale)
            for specialist in self._assistant.specialists
            for locale in pack.business.locales
        ]

    def _masking(self) -> Masking:
        return Masking(DOCUMENTS if self._pack.policies.personal_data.mask_before_model else ())

    def _tier(self, opinion: Opinion) -> Tier:
        return self._assistant.specialists.serving(opinion.draft.intent.name).model

    async def _reconsidered(
        self, opinion: Opinion, consider: Consider, masking: Masking, deadline: Deadline, ledger: Ledger
    ) -> Opinion:
        """The opinion once the simple model has named the intent; the same one when it could not."""
        reading = opinion.reading
        if reading is None:
            return opinion
        intent = await self._namer.name(
            masking.mask(reading.turn.text),
            masking.mask(reading.last_said),
            within_s=ROUTING_SHARE * deadline.left_s,
            ledger=ledger,
        )
        return await consider(intent) if intent else opinion

    def _briefing(self, opinion: Opinion, summary: str, masking: Masking) -> Briefing:
        specialist = self._assistant.specialists.serving(opinion.draft.intent.name)
        system = render_prompt(specialist, self._pack, opinion.draft.locale)
        return Briefing(system, opinion, summary, masking.mask)

    async def _ask(
        self,
        opinion: Opinion,
        briefing: Briefing,
        context: ToolContext,
        masking: Masking,
        *,
        tier: Tier,
        deadline: Deadline,
        ledger: Ledger,
        emit: Emit | None,
    ) -> Said:
        specialist = self._assistant.specialists.serving(opinion.draft.intent.name)
        tools = self._assistant.tools.tools_for(specialist)
        loop = Loop(self._model, tools, context, masking, tier=tier, max_tokens=self._max_tokens)
        evidence = Evidence((*(piece.text for piece in briefing.material), *briefing.said_by_us))
        release = Release(self._guard, evidence, masking, opinion.draft.locale, context.said, emit)
        findings, withheld, objection = Findings(), [], ""
        for _ in range(ATTEMPTS):
            try:
                await loop.run(briefing.messages(objection), release, evidence, findings,
                               deadline=deadline, ledger=ledger)
            except Withheld as refused:
                withheld += [breach.kind for breach in refused.breaches]
                objection = _objection(refused.breaches)
            except (NoProvider, TimeoutError):
                break
            else:
                return Said(release.text.strip(), findings, withheld=tuple(withheld))
            if release.has_shown or findings.changed:
                break
            release.restart()
        _count(withheld)
        shown = release.text.strip() if release.has_shown else ""
        return Said(shown, findings, is_whole=False, withheld=tuple(withheld))

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
            remember={**_subject(local, said.findings), **effects.remember},
            missed=False,
        )
        if not said.is_whole:
            reply = self._assistant.offer_person(opinion, reply)
        return replace(self._assistant.tell(opinion, reply, effects.told), source=said.source)


def _subject(local: Reply, findings: Findings) -> Mapping[str, Any]:
    """What the next message may refer to: the products that a tool told of, else those of the local answer."""
    if products := findings.products:
        return {"products": products, "topic": "product"}
    return local.remember


def _objection(breaches: Sequence[Breach]) -> str:
    return "; ".join(dict.fromkeys(f"{breach.kind}: {breach.detail}" for breach in breaches))


def _count(withheld: Sequence[str]) -> None:
    for kind in withheld:
        GUARDRAIL.labels(kind, "withheld").inc()


def _trace(said: Said) -> dict[str, Any]:
    return {"tools": [asdict(record) for record in said.findings.records], "withheld": list(said.withheld)}
