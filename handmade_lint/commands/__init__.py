"""The commands, one idea a file."""
