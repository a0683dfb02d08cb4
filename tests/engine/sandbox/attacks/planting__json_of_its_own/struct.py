raise SystemExit("the wire is cut")
