"""参考咨询: no question lost, and each answer with its sources."""
