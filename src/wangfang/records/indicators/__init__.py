"""Rates read from the counted duties, and the cases behind each."""
