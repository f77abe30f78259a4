"""Messages out: queued with the act, sent after it."""
