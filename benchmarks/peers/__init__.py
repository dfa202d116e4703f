"""What coopflow is measured against. Each imports its library when it is asked to run."""
