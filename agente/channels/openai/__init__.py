"""Chat Completions, so that whatever talks to OpenAI can talk to a business's agent.

Promises: what cannot be done is refused, never silently left out; who calls gives no instructions, the pack does.
"""
