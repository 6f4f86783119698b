"""LINE: the one place that speaks the Messaging API, and what its webhooks mean."""
