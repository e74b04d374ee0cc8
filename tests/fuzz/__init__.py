"""Readers fed with what nobody thought of; run by hand, see README.md."""
