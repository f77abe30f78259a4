"""The desk: how the staff of bureaus and units see their work and act on it."""
