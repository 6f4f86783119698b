"""The workbook: its template, reading it into a submission, and what is written back.

One logical template and one cell model serve Google Sheets and .xlsx alike. No I/O happens here, except that .xlsx
bytes are decoded and encoded.
"""
