"""Reports circulated to principals (签阅): who has to sign, who has signed with which opinion, who was reminded."""
