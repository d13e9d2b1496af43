"""The report in forms other than a page: for scripts, spreadsheets, wikis, print, databases; from the same rows."""
