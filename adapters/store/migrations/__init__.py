"""The tables' history: each version makes its tables from those of the version before."""
