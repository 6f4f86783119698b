"""The web side: LINE's webhook, Drive's calls, the health check and the public page."""
