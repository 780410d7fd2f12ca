"""Systems of others: one folder for each vendor or protocol, and nothing of theirs outside it."""
