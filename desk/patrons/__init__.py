"""Readers of a conference and their temporary cards."""
