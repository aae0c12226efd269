"""Loaded by every Python process of a test run with the network cut: connecting ends it."""

import ipaddress
import os
import sys


def _is_loopback(address):
    if not isinstance(address, tuple):
        return True  # a socket of the file system
    host = address[0]
    return host == "localhost" or ipaddress.ip_address(host).is_loopback


def _refuse(event, arguments):
    if event == "socket.connect" and not _is_loopback(arguments[1]):
        tried = arguments[1]
    elif event == "socket.getaddrinfo" and arguments[0] not in (None, "localhost", "127.0.0.1"):
        tried = arguments[0]
    else:
        return
    print(f"NETWORK TRIED: {tried}", file=sys.stderr, flush=True)
    os._exit(99)


sys.addaudithook(_refuse)
