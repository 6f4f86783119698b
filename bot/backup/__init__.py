"""Backup and restore: one file with everything the database knows, made while all goes on, and brought back whole."""
