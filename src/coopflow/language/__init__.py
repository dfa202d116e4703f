"""What people read, in their language. It knows words, and nothing that they are about."""
