"""Where Discord ends: one cog per subject, what they share, and rendering."""
