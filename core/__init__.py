"""The accounting rules: pure functions over frozen values. No clock, no wire, no storage."""
