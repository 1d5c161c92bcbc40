"""One module per form of a report."""
