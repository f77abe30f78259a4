"""What has been: the rows, and the only verbs that write them."""
