#!/usr/bin/env python3
"""A server and a client of the framed dialect, written from docs/protocol.md alone.

    peer.py serve --id 1                            serves until Ctrl-C, then says farewell
    peer.py ask '3+5-4/3*4' '2*3'                   asks one after the other

Python 3.8 and its standard library. Read frames.py first, then members.py, beside the page. It leaves out what the page
does not ask of everybody: it never chooses its id, it never says that it is not serving, and it has one request in
flight at a time, so that the pace alone bounds its repeats. Its service adds, subtracts, multiplies and divides.
"""
import argparse
import signal
import sys

from client import Client
from frames import FAILED, REJECTED
from server import Server

def group(text):
    address, port = text.rsplit(":", 1)
    return address, int(port)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    serve, ask = commands.add_parser("serve"), commands.add_parser("ask")
    for command in (serve, ask):
        command.add_argument("--interface", default="127.0.0.1", help="the interface's own address")
        command.add_argument("--group", type=group, default=("239.255.77.1", 5107))
        command.add_argument("--cluster", default="default")
        command.add_argument("--ttl", type=int, default=1)
    serve.add_argument("--id", type=int, required=True, choices=range(1, 256), metavar="1..255")
    serve.add_argument("--heartbeat-group", type=group, default=("239.255.77.2", 5108))
    serve.add_argument("--heartbeat", type=float, default=1.0, help="the period, in seconds")
    ask.add_argument("expressions", nargs="+")
    ask.add_argument("--spread", action="store_true")
    ask.add_argument("--timeout", type=float, default=5.0, help="in seconds")
    options = parser.parse_args()
    if options.command == "serve":
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        Server(options).run()
        return 0
    client, worst = Client(options), 0
    for expression in options.expressions:
        reply = client.ask(expression.encode())
        status, payload = reply or (None, b"")
        print(payload.decode(errors="replace"), flush=True)
        worst = max(worst, {None: 3, REJECTED: 4, FAILED: 1}.get(status, 0))
    return worst


if __name__ == "__main__":
    sys.exit(main())
