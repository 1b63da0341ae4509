"""One file for each version of the tables, in order. A file that was released never changes."""
