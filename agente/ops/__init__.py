"""What is wrong with an installation? Checks that change nothing, for `agente doctor` and the scripts on call.

A module a subject. A check returns findings, worded by whoever shows them; it never raises for a part that is broken,
and never waits longer than its deadline.
"""
