"""One file is one place where a person can be; router.py leads to them."""
