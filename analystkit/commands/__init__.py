"""The subcommands of ``analystkit``, one module a room."""
