"""The public door: submit, follow, rate; without an account, without a script, on any phone."""
