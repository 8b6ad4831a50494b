"""People meet: conferences, classes, forums, salons, visits, activities; and everyone's part in them."""
