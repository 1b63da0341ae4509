"""`/inventory/v2`: what is bought, returned and counted (facts §6). Amounts are numbers here."""
