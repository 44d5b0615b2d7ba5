"""Stage 7: comparison, draft or measures → file: Excel, Word, HTML, CSV, JSON."""
