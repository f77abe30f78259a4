"""The JSON interface for other systems: the verbs and lookups of the desk, one token per system account."""
