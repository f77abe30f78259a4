"""One file per kind of work; each view fetches with a lookup, checks a form, calls one verb and answers."""
