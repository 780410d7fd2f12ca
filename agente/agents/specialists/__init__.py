"""The six specialists: which intents each serves and with which tools. Their words are in `prompts/` and the pack."""
