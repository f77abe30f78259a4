"""Every door tried by everybody: who must not see a case is answered as if there were none."""
