"""The HTTP tools that a pack declares: one request, no redirects, only to the hosts that the pack names.

Promises: no answer of theirs raises; a private address is never reached unless the pack says so; a secret leaves in its
header and nowhere else. Leaves to `agents` which model may call what, and checking arguments against their schema.
"""
