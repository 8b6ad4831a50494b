"""The sample city: Dalian as its public report describes it, with invented people, loaded through the services that everybody has."""
