"""What other systems may be told of. Each event is written in the transaction that causes it."""

TRANSCRIPT_REQUESTED = "transcript.requested"  # subject: the conversation; to be mailed to its contact
