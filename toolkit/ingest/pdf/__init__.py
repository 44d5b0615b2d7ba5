"""PDF files: read page by page by their tags, their layout or their picture; `read.read_pdf` is the way in."""
