"""The gate of the NetSuite simulator: assertions, access tokens, signatures."""
