"""How things show themselves: tables, clusters and drafts in a notebook, and pages with what was read drawn on them."""

from toolkit.views.notebook import ClusteringView, ComparisonView, DraftView, TableView, table_html
from toolkit.views.pages import PageView, draw_page, draw_pages, page_view

__all__ = [
    "ClusteringView",
    "ComparisonView",
    "DraftView",
    "PageView",
    "TableView",
    "draw_page",
    "draw_pages",
    "page_view",
    "table_html",
]
