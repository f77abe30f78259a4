"""Lists of cases that leave as a file: asked for, approved, made once, fetched for a day, and traced back."""
