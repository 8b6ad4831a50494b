"""Record linkage: which records are one person, one body. A pure engine over tables; it knows no database of ours."""
