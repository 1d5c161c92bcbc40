"""Benchmarks of bulk review: `python -m benchmarks --lines N --json FILE`."""
