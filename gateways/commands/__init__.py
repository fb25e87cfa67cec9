"""The command line: one command per verb of the desk, and no rule of its own.

`--json` prints one JSON object on stdout and nothing else there; messages and progress go to stderr; exit 0 done,
1 refused with the reason, 2 wrong usage. Operators, cron and acceptance checks rely on this.
"""
