"""The `agente` command. Imports of the product are made inside the commands, so that `--help` answers at once."""
