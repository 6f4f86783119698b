"""Workbooks as people leave them, by the ten thousand: `make fuzz`."""
