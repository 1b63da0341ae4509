"""Proofs that nothing is booked twice or lost, with the real adapters against the simulated vendors."""
