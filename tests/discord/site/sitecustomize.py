"""On PYTHONPATH of the bot process in tests: points discord.py at the local server. Does nothing without its address."""

import os

_URL = os.environ.get("LOCAL_DISCORD")
if _URL:
    import yarl
    from discord.asset import Asset
    from discord.gateway import DiscordWebSocket
    from discord.http import Route

    Route.BASE = f"{_URL}/api/v10"
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(_URL.replace("http", "ws", 1) + "/gateway/")
    Asset.BASE = f"{_URL}/cdn"
