"""The passing of a conversation to a person. Owns the table `handoffs`; at most one is open a conversation."""
