"""Assessors and what they give: conflicts of interest, a fair share of the work, how far several agree.

Pure, like the conversation: no I/O, no clock; `bot/cases/assigning.py` and `bot/cases/assessing.py` look up and record.
"""
