"""Campaigns that clean up the past (专项整改): frozen lists, what is missing on each case, who puts it right."""
