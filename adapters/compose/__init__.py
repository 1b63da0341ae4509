"""The composition root: where core, adapters and, for demonstrations, simulators meet."""
