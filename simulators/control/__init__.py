"""What only a test or a person at the vendor's screens can do: clock, latency, faults, load."""
