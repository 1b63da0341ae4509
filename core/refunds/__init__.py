"""Refunds: money given back, the record of it and the check that pays it (rule book, 4)."""
