"""Accounts payable: what is ordered from vendors (rule book, 6)."""
