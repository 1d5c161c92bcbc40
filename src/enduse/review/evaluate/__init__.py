"""Conditions over facts in five answers: the evaluator that licence and flags share."""
