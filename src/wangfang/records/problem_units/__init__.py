"""Problem units (问题单位): found by the figures, reported up, put right, followed item by item until they are solved."""
