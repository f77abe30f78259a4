"""Accounts, posts, and the petitioners' real names."""
