"""The review over tables: distinct keys, answers per key, joined back by number."""
