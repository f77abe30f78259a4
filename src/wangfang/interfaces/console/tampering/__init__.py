"""Does the trace keep its promise: somebody with every right over the database alters it, and is found."""
