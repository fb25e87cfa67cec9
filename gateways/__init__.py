"""The desk over HTTP and at the command line."""
