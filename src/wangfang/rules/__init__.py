"""What must be: the law of petition work as pure functions, without database, framework or clock."""
