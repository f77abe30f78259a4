"""One line per act, chained and never changed (网上留痕)."""
