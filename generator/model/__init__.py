"""What everything passes through: Speech, its markup, its provenance, how it looks."""
