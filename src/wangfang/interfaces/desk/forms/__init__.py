"""What the staff type in, checked for shape before a verb checks it for law."""
