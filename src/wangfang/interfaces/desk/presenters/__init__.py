"""What a page shows, made ready from cases, lives and figures: no queries, no decisions of law."""
