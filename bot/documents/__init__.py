"""Documents made from facts: papers as PDF, tables as .xlsx and CSV. Nothing here reads a database or a clock."""
