"""Import: how messages of another system come in from a table, row by row, each wholly or not at all."""
