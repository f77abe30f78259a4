"""Quarterly bulletins, frozen with their figures."""
