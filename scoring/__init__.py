"""Rubrics as data, and the exact score of a submission under them.

Nothing here does I/O, reads a clock or an environment: facts and time come in as arguments, results go out. The one
exception is `scoring.programmes`, the shelf that reads the programme files shipped beside it.
"""
