# SystemExit with an object: its str goes to stderr.
raise SystemExit(("a", 1))
