"""The three kinds of socket there are, with the options that the page asks for."""
import socket
import sys

IP_MULTICAST_ALL = 49  # Linux; this module has no name for it


def hearing(group, interface):
    """A socket that hears one group on one interface."""
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
    sock.bind(("", group[1]) if sys.platform == "win32" else group)
    if sys.platform == "linux":
        sock.setsockopt(socket.IPPROTO_IP, IP_MULTICAST_ALL, 0)
    member = socket.inet_aton(group[0]) + socket.inet_aton(interface)
    sock.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, member)
    sock.setblocking(False)
    return sock


def speaking(interface, ttl):
    """A socket that sends to groups and to single peers, and hears what is sent back to it."""
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
    sock.bind((interface, 0))
    sock.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton(interface))
    sock.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, ttl)
    sock.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_LOOP, 1)
    sock.setblocking(False)
    return sock


def waiting(sock):
    """Each datagram that waits in a socket, with its source."""
    while True:
        try:
            yield sock.recvfrom(65536)
        except BlockingIOError:
            return
