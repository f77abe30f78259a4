"""The public pages: one module per errand."""
