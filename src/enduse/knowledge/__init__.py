"""What we know, read strictly from ``knowledge/`` and served as of a day."""
