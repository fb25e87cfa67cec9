"""The conference that the desk serves, and where and for whom it stands."""
