"""Keys, and what is sealed with them (密钥与保险箱)."""
