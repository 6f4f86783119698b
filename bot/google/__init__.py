"""Google Sheets and Drive: the transport, who signs in, what changed, and the two calls a changed workbook costs."""
