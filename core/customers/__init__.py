"""Customers: created in the books when a document first names them, never edited there (CUS-01)."""
