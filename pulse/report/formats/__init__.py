"""The report in forms other than a page: for scripts, spreadsheets, wikis, print and databases; all from the same rows."""
