"""One agency's case from end to end: read and scored, shown in chat, reminded, released."""
