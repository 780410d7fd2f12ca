"""Agente: conversational AI agents for commercial service, described by a folder and run by one command."""

__version__ = "0.1.0"
