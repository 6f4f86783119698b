"""The conversation in LINE, pure: an event and what is known come in, messages and wishes go out.

Nothing here does I/O, reads a clock or keeps anything: `answer.answer` and `answer.after` are functions of their
arguments. What must be done outside is returned as acts (`acts`); what was done comes back as an outcome.
"""
