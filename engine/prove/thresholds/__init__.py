"""Which thresholds a verdict hinges on, and at which breakpoints it turns."""
