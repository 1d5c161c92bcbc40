"""Runs, and the same review over tables."""
