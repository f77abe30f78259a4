"""The case itself, in the order of its life."""
