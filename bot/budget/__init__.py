"""How the month's messages are spent: pure functions of what is planned, what LINE allows and what was used."""
