"""The whole product in trouble: simulated vendors and store, a virtual clock, faults from a seed."""
