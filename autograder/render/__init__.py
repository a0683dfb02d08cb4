"""Every view of a report."""
