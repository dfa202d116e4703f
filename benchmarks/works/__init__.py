"""What is measured, a work in a file. Each says in its rows what it does and what it is held to."""
