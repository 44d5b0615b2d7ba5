"""How the example corpus is written: each document's words and their expected results stand side by side."""
