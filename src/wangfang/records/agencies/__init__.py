"""Regions, petition bureaus and responsible units."""
