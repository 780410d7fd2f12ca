"""What is done in the background: deliveries leave, by `agente worker` or inside an embedded server."""
