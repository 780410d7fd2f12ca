"""Language models: asking one, in one neutral form, whichever vendor answers.

Owns the providers' adapters, the failover chain, retries, breakers and usage. Promises that every failure arrives as an
`LLMError` and that no vendor's format leaves this folder. Leaves prompts, tools and what may be said to `agents`.
"""
