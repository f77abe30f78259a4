"""How fast the house is, each figure beside what the same machine could do at best in the same run."""
