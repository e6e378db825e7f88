"""The charts: a file for each table, or for those that share a shape; each is one function."""
