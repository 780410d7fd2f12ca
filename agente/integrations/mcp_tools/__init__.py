"""Servers of tools that speak MCP (Model Context Protocol), started by us or reached over HTTP.

Promises: a server that is away costs nobody anything but its tools, and is looked for again; none of its failures
raises. The protocol's own package is loaded only where a pack has such a server.
"""
