"""Pictures of what the bot sends, as Discord shows it: `python -m tests.gallery` draws them, the README shows them."""
