"""The web side: LINE's webhook, the health check and the public page."""
