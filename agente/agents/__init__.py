"""Who answers, and how: the specialists, their tools, and the local engine that writes without a model.

Promises: an answer states only what the pack or a tool said, and names where it was found. Owns no storage: what a
specialist wants done (a handoff, a changed state) is returned with the draft and carried out by the turn.
"""
