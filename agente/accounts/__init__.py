"""Who is calling? API keys (stored hashed) and web-chat tokens (bound to one conversation).

Owns `api_keys` and `audit_log`.
"""
