"""The rhythms of the house (日清理、周小结、月汇总、季通报): which were made, the boards of the days, the briefs."""
