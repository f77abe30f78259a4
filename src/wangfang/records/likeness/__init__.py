"""The stored index of likeness: which cases tell of something alike, found among a million without reading them."""
