"""Recurring staff stock-takes: who is hurt, what do they need, who should meet it."""
