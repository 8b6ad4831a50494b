"""Districts: the grid of all programmes over all districts, and one page for each district."""
