"""What the bytes of a datagram mean: the page's section Frame, and those of the four kinds."""
import collections
import struct

HEADER = struct.Struct(">BBBBIQQ")  # 0xD5, version, kind, flags, cluster, sender, sequence
HEARTBEAT_BODY = struct.Struct(">B3xIQQQ")  # id, three zeros, period, uptime, requests heard, requests answered
HEARTBEAT, REQUEST, REPLY, PROBE = 1, 2, 3, 4
SPREAD, LEAVING, CHOOSING, BUSY = 2, 4, 8, 16
DONE, REJECTED = 0, 1
SHORTEST = {HEARTBEAT: 56, REQUEST: 26, REPLY: 27, PROBE: 24}
LONGEST = {HEARTBEAT: 56, REQUEST: 1200, REPLY: 65507, PROBE: 24}
EVERYBODY = 255  # the rank limit at which every server that can answer does

Frame = collections.namedtuple("Frame", "kind flags sender sequence body")


class Drop(Exception):
    """Why a datagram is dropped."""


def hash_of(name):
    """FNV-1a, 32 bits."""
    value = 0x811C9DC5
    for byte in name.encode():
        value = (value ^ byte) * 0x01000193 % 2**32
    return value


def write(cluster, kind, flags, sender, sequence, body=b""):
    return HEADER.pack(0xD5, 1, kind, flags, cluster, sender, sequence) + body


def read(datagram, cluster, belongs):
    """Reads a frame of a kind that belongs where it came; else raises the first reason of the page's table."""
    size = len(datagram)
    if size == 0:
        raise Drop("empty")
    if datagram[0] != 0xD5 or datagram[1:2] >= b"\x80":
        raise Drop("not a frame")
    if size > 1 and datagram[1] != 1:
        raise Drop("other version")
    if size < HEADER.size:
        raise Drop("truncated")
    _, _, kind, flags, named, sender, sequence = HEADER.unpack_from(datagram)
    if named != cluster:
        raise Drop("other cluster")
    if kind not in SHORTEST:
        raise Drop("unknown kind")
    if flags & ~(SPREAD | LEAVING | CHOOSING | BUSY):
        raise Drop("unknown flags")
    if kind == PROBE and size > LONGEST[PROBE]:
        raise Drop("oversized")
    if kind not in belongs:
        raise Drop("unknown kind")
    if size > LONGEST[kind]:
        raise Drop("oversized")
    if size < SHORTEST[kind]:
        raise Drop("truncated")
    body = datagram[HEADER.size:]
    if kind == REPLY and body[0] > REJECTED:
        raise Drop("unknown status")
    if (kind == HEARTBEAT and body[0] == 0) or (kind == REPLY and body[1] == 0):
        raise Drop("id out of range")
    if kind == HEARTBEAT and any(body[1:4]):
        raise Drop("unknown flags")
    return Frame(kind, flags, sender, sequence, body)
