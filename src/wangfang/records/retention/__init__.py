"""What is kept how long: holds, destruction lists, and the destroying itself."""
