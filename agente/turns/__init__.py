"""One customer message in, one reply out.

Promises: a message that was accepted is answered once, in its conversation's order, even if the process dies meanwhile.
Owns no tables; what is stored belongs to `conversations` and `handoff`.
"""
