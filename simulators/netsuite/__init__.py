"""NetSuite, simulated: records, ledger, periods, and what a person does at its screens."""
