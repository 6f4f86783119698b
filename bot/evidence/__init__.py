"""Whether evidence links can be opened: what may be asked, what the answers show, and with what patience."""
