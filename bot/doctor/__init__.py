"""Whether an installation is well: one file for each outside it depends on, each finding with its cure."""
