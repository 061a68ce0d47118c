"""Measures Rialto and its peers side by side. `tools/bench` installs and builds what it needs and starts it."""
