"""What an agent may look up: typed functions over the pack, one module per subject. They return data, never prose."""
