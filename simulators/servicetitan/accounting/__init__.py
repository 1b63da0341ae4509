"""The accounting module: invoices, payments and what they refer to."""
