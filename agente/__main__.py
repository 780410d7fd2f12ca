"""`python -m agente` is the `agente` command."""

from agente.cli.main import main

main()
