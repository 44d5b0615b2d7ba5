"""The working group's round: the example, results on disk, and how clusters and tables travel."""
