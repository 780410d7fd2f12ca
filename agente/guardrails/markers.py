"""What frames a prompt is ours alone: in the words of others its markers are made harmless before they enter one."""

import re

# Tags and tokens that models were taught to obey: our own, ChatML's, Llama's, Mistral's, Gemma's, and tool calls'.
_TAGS = "material|customer|system|assistant|user|human|instructions?|tool_calls?|tool_results?|function_calls?|think|s"
_ANGLED = re.compile(rf"<(\s*/?\s*(?:{_TAGS}|(?:start|end)_of_turn)\b[^<>]{{0,80}})>", re.IGNORECASE)
_TOKEN = re.compile(
    r"<\|([^<>|\n]{1,40})\|>|<<(/?SYS)>>|\[(/?(?:INST|TOOL_CALLS|AVAILABLE_TOOLS|TOOL_RESULTS))\]", re.IGNORECASE
)
_ROLE = re.compile(
    r"^([ \t#>*_\[(]{0,8}(?:system|assistant|developer|human|user|tool)(?: (?:prompt|message))?[\])*_ \t]{0,4}):",
    re.IGNORECASE | re.MULTILINE,
)


def data_marks(text: str) -> str:
    """The text reading as before, without anything that a model could take for the end of data. Idempotent.

    For passages, tool results and customers' words: `<material>` becomes `‹material›`, a role at the beginning of a
    line keeps its name but not its colon ("system:" becomes "system∶").
    """
    if "<" in text or "[" in text:
        text = _TOKEN.sub(lambda match: f"‹{match[1] or match[2] or match[3]}›", text)
        text = _ANGLED.sub(r"‹\1›", text)
    return _ROLE.sub("\\1\u2236", text) if ":" in text else text
