"""Instructions of leaders (批示): given on a report or a case, worked off by an agency, closed by whoever issued them."""
