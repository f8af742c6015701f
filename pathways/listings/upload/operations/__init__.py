"""What changes uploads, and what uploads change."""
