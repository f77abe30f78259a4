"""How it is switched on: settings, addresses, tasks, the embedded database and the command."""
