"""Which reader and writer a path means, and where a file is written."""
