"""A local stand-in for Google Sheets, Google Drive and LINE: one server, one address, one page.

It imports nothing from the rest of `bot`: what it says about Google and LINE owes nothing to the bot.
"""
