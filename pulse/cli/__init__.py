"""The front door: commands, the one clock, the only printing."""
