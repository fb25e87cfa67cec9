"""One script for each promise of speed, run by hand: `python -m benchmarks.search --help`."""
