"""Inputs as people leave them and as attackers make them, by the ten thousand: `make fuzz`."""
