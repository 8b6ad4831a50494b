"""Work report, assessment, duties: may read everything below."""
