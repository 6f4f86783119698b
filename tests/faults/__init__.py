"""A season's day played on a real installation while its processes are killed, and what came of it (`make faults`)."""
