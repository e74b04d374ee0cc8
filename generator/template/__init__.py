"""Templates: found, read, rendered within bounds, made into drafts."""
