"""The database: what is known and what is due. One concern per file; functions take a session and `now`."""
