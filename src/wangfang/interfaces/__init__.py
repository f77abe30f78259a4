"""The ways in: each turns a request into one verb and an answer into a page."""
