"""Everything that knows .docx."""
