"""What citizens type in: one form per page."""
