"""The second wall: what the database itself lets somebody see."""
