"""Accounts receivable: invoices, payments, deposits and how they are applied (rule book, 3)."""
