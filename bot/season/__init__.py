"""The season of an award as the secretariat runs it: states, the acts that move an agency, and what stops them.

Pure, like the conversation: no I/O, no clock; `bot/cases/season.py` looks up the grounds and records the moves.
"""
