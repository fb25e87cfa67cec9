"""From a topic to a volume: edited here, bound into one frozen value, and printed as PDF, Word or EPUB."""
