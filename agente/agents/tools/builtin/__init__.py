"""The tools that every agent may be given: one module per subject, each a class that makes its tools for one pack.

They read the pack and the conversation and change nothing by themselves: what they ask for is in `ToolResult.effects`.
"""
