"""wangfang (网访): online petition work for a Chinese local government."""
