"""NetSuite over REST: the Books port kept with the record service and SuiteQL."""
