"""What an accountant could have written, run end to end in memory and over HTTP."""
