"""What a bulletin says, section by section: texts with locked figures, and tables, from the figures alone."""
