"""Text in, text out: numerals, merging, titles, suggestions."""
