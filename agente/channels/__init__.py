"""Other shapes of a conversation than ours: a payload comes in and becomes a message; a reply goes out as a payload."""
