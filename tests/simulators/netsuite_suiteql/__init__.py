"""SuiteQL of the NetSuite simulator: the same rows that plain Python finds."""
