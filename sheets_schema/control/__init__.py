"""The secretariat's control workbook: who takes part, until when, under which settings, and who judges."""
