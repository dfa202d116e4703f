"""Pictures of an agreement: values in, Mermaid text or SVG out. Nothing here reads the journal."""
