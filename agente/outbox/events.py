"""What other systems may be told of. Each event is written in the transaction that causes it.

What their payloads hold is in `docs/guias/integracoes.md`; ids are strings, times RFC 3339 in UTC.
"""

LEAD_QUALIFIED = "lead.qualified"  # subject: the lead
LEAD_UPDATED = "lead.updated"  # anything of a lead that was qualified before
HANDOFF_OPENED = "handoff.opened"  # subject: the conversation
BOOKING_MADE = "booking.made"  # subject: the booking
BOOKING_MOVED = "booking.moved"
BOOKING_CANCELLED = "booking.cancelled"
BOOKING_FORGOTTEN = "booking.forgotten"  # it was held, and its person is erased: no calendar keeps their name
CONVERSATION_STARTED = "conversation.started"  # subject: the conversation
CONVERSATION_CLOSED = "conversation.closed"
CONVERSATION_RATED = "conversation.rated"
TRANSCRIPT_REQUESTED = "transcript.requested"  # subject: the conversation; to be mailed to its contact
TURN_ANSWERED = "turn.answered"  # subject: the conversation; only where analytics is configured
