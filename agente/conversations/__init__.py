"""Threads of messages. Owns `conversations` and `messages`.

Promises: messages of a conversation are numbered by `seq` without gaps, in the order in which they were accepted;
`seq` is the cursor of every list and event stream; a customer message has at most one reply.
"""
