"""The desk: the secretariat's and the assessors' pages, rendered on the server, in Thai and English."""
