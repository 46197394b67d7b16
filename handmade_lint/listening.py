"""An application on a socket, until it is told to stop; what is under way is answered first."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any

import uvicorn

GRACE = 30
"""Seconds that requests under way have, once the service is told to stop."""


def listen(make: Callable[[int], Any], host: str, port: int, ready: Callable[[int], None]) -> None:
    """Serve until SIGINT or SIGTERM.

    Args:
        make: makes the application (ASGI), told the port.
        host: address to listen on.
        port: 0 takes one that is free.
        ready: called with the port, once it listens.

    Raises:
        OSError: the address cannot be had.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # By its protocol asyncio knows a socket as TCP, and sends small answers at once.
    with socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        taken = int(listening.getsockname()[1])
        app = make(taken)
        listening.listen(128)
        ready(taken)
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            lifespan="off",
            timeout_keep_alive=120,
            timeout_graceful_shutdown=GRACE,
        )
        uvicorn.Server(config).run(sockets=[listening])
