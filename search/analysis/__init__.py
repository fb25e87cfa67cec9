"""Text in, tokens out: knows nothing of the house and could be published on its own."""
