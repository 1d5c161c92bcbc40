"""One module per publisher's format: bytes in, entries out, nothing dropped without a word."""
