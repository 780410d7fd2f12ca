"""What of a model's answer may go out, and when? Each sentence is checked before anybody sees it."""

from collections.abc import Callable, Sequence

from agente.guardrails.masking import Masking
from agente.guardrails.output import Breach, Evidence, OutputGuard
from agente.guardrails.sentences import SentenceReader
from agente.packs.models import Locale

Emit = Callable[[str], None]


class Withheld(Exception):
    """A sentence did not pass. `breaches` say why."""

    def __init__(self, breaches: Sequence[Breach]) -> None:
        super().__init__(", ".join(breach.kind for breach in breaches))
        self.breaches = breaches


class Release:
    """Takes a reply as it is written and gives out the sentences that pass, unmasked.

    Without `emit` nothing is given out before the end, so that a reply can still be written anew as a whole.
    """

    def __init__(
        self,
        guard: OutputGuard,
        evidence: Evidence,
        masking: Masking,
        locale: Locale,
        customer_texts: Sequence[str],
        emit: Emit | None,
    ) -> None:
        self._guard = guard
        self._evidence = evidence
        self._masking = masking
        self._locale = locale
        self._customer_texts = customer_texts
        self._emit = emit
        self._reader = SentenceReader()
        self._passed: list[str] = []
        self._gap = ""  # what stands between the last sentence and the next

    @property
    def text(self) -> str:
        """What passed so far."""
        return "".join(self._passed)

    @property
    def is_watched(self) -> bool:
        """Whether the customer sees each sentence as it passes."""
        return self._emit is not None

    @property
    def has_shown(self) -> bool:
        """Whether the customer has seen any of it."""
        return bool(self._emit and self._passed)

    def vouch(self, evidence: Evidence) -> None:
        """What may be said from now on, such as after a tool's result."""
        self._evidence = evidence

    def feed(self, text: str) -> None:
        """Raises `Withheld` at the first sentence that does not pass; those before it stand."""
        for sentence in self._reader.feed(text):
            self._pass(sentence)

    def end(self) -> None:
        """The piece of the answer is written; raises as `feed` does. What comes after a tool is a paragraph anew."""
        if rest := self._reader.rest():
            self._pass(rest)
        self._reader = SentenceReader()
        self._gap = "\n\n"

    def restart(self) -> None:
        """Forgets what passed unseen, for another attempt."""
        self._passed.clear()
        self._reader = SentenceReader()
        self._gap = ""

    def _pass(self, sentence: str) -> None:
        sentence = self._masking.unmask(sentence)
        breaches = self._guard.check(sentence, self._evidence, locale=self._locale, customer_texts=self._customer_texts)
        if breaches:
            raise Withheld(breaches)
        if body := sentence.strip():
            self._give_out(sentence, body)

    def _give_out(self, sentence: str, body: str) -> None:
        """Space is given out before the next sentence, never after the last: what was shown begins the final text."""
        start = sentence.index(body)
        piece = self._gap + sentence[:start] + body if self._passed else body
        self._gap = sentence[start + len(body) :]
        self._passed.append(piece)
        if self._emit:
            self._emit(piece)
