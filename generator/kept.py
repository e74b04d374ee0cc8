"""What is kept of the latest texts: the drafts of a template share most of their paragraphs.

A step that depends on a paragraph's text alone is a function with a cache of these sizes;
what it gives is the same whatever was kept. Longer texts go past the cache: they would
take much memory, and are in no other draft.
"""

MOST_KEPT = 2048
LONGEST_KEPT = 1000
"""Characters; few paragraphs are longer."""
