"""What the interfaces share: sign-in, the clock, refusals, the page frame and its parts."""
