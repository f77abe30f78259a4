"""How often something was tried from one place."""
