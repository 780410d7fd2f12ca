"""The writer that needs no language model: reads a message, looks things up and says them in catalogue words.

`reading` says what a message asks, one module per subject answers (each function gives a `Reply` or passes), and
`phrases` has the words.
"""
