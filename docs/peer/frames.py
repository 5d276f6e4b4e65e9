"""What the bytes of a datagram mean: the page's section Frame, and those of the four kinds."""
import collections
import struct

HEADER = struct.Struct(">BBBBQQQ")  # 0xD5, version, kind, flags, cluster, sender, sequence
# id, why it is not serving, a zero, highest id, period, countdown, active from, eligible from, longest datagram, uptime, heard, answered
HEARTBEAT_BODY = struct.Struct(">BBxBIBBBHQQQ")
REQUEST_BODY = struct.Struct(">BI")  # rank limit, time left
REPLY_BODY = struct.Struct(">BBBBxB")  # status, why it failed, id, rank, a zero, members
HEARTBEAT, REQUEST, REPLY, PROBE = 1, 2, 3, 4
EXTENDED, SPREAD, LEAVING, CHOOSING, BUSY, CHECK = 1, 2, 4, 8, 16, 32
DONE, REJECTED, FAILED = 0, 1, 2
BODY = {HEARTBEAT: HEARTBEAT_BODY.size, REQUEST: REQUEST_BODY.size, REPLY: REPLY_BODY.size, PROBE: 0}
LONGEST = 1200  # a request
EVERYBODY = 255  # the rank limit at which every server that can answer does

Frame = collections.namedtuple("Frame", "kind flags sender sequence body payload")


class Drop(Exception):
    """Why a datagram is dropped."""


def hash_of(name):
    """FNV-1a, 64 bits."""
    value = 0xCBF29CE484222325
    for byte in name.encode():
        value = (value ^ byte) * 0x100000001B3 % 2**64
    return value


def write(cluster, kind, flags, sender, sequence, body=b""):
    return HEADER.pack(0xD5, 2, kind, flags, cluster, sender, sequence) + body


def read(datagram, cluster, belongs):
    """Reads a frame of a kind that belongs where it came; else raises the first reason of the page's table."""
    size = len(datagram)
    if size == 0:
        raise Drop("empty")
    if datagram[0] != 0xD5 or datagram[1:2] >= b"\x80":
        raise Drop("not a frame")
    if size > 1 and datagram[1] != 2:
        raise Drop("other version")
    if size < HEADER.size:
        raise Drop("truncated")
    _, _, kind, flags, named, sender, sequence = HEADER.unpack_from(datagram)
    if named != cluster:
        raise Drop("other cluster")
    if kind not in BODY:
        raise Drop("unknown kind")
    if flags & ~(EXTENDED | SPREAD | LEAVING | CHOOSING | BUSY | CHECK):
        raise Drop("unknown flags")
    if kind not in belongs:
        raise Drop("unknown kind")
    if kind == REQUEST and size > LONGEST:
        raise Drop("oversized")
    end = HEADER.size + BODY[kind]
    if size < end:
        raise Drop("truncated")
    body, payload = datagram[HEADER.size:end], datagram[end:]
    if flags & EXTENDED:
        payload = skip_extensions(payload)
    if kind == REQUEST and not payload:
        raise Drop("truncated")
    if kind in (HEARTBEAT, PROBE) and payload:
        raise Drop("oversized")
    if kind == REPLY and body[0] > FAILED:
        raise Drop("unknown status")
    if (kind == HEARTBEAT and body[0] == 0) or (kind == REPLY and body[2] == 0):
        raise Drop("id out of range")
    return Frame(kind, flags, sender, sequence, body, payload)


def skip_extensions(rest):
    """This version knows none. Returns what is behind them."""
    length = int.from_bytes(rest[:2], "big")
    if len(rest) < 2 + length:
        raise Drop("truncated")
    extensions, rest = rest[2:2 + length], rest[2 + length:]
    while extensions:
        if len(extensions) < 2 or len(extensions) < 2 + extensions[1]:
            raise Drop("truncated")
        extensions = extensions[2 + extensions[1]:]
    return rest
