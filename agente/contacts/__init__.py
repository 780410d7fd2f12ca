"""The person who writes: one contact a person, across channels.

Owns `contacts`, `contact_identities`, `contact_suggestions` and `contact_merges`. Promises: contacts are joined by what
an API client vouches for or by hand, never by what a customer says; a merge can be undone; nobody else's contact is
found.
"""
