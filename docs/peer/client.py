"""A client: the page's section What a client does."""
import random
import select
import sys
import time

from frames import EVERYBODY, FAILED, HEARTBEAT, PROBE, REPLY, REPLY_BODY, REQUEST, REQUEST_BODY, SPREAD
from frames import Drop, hash_of, read, write
from sockets import speaking, waiting

class Client:
    SHORTEST_WAIT, LONGEST_WAIT = 0.002, 0.25

    def __init__(self, options):
        self.cluster, self.group, self.timeout = hash_of(options.cluster), options.group, options.timeout
        self.flags = SPREAD if options.spread else 0
        self.number = random.SystemRandom().randrange(2**64)
        self.socket = speaking(options.interface, options.ttl)
        self.sequence = self.last_rank = self.spread_limit = 0
        self.is_for_everybody = False
        self.smoothed, self.variation, self.retransmission = None, 0.0, 0.05
        self.next_probe = 0.0

    @property
    def first_limit(self):
        if self.is_for_everybody:
            return EVERYBODY
        return self.spread_limit if self.flags & SPREAD else self.last_rank

    def ask(self, payload):
        """Returns the reply's status and payload; None where nobody answered."""
        self.sequence += 1
        sequence, begun, limit, attempts = self.sequence, time.monotonic(), self.first_limit, 1
        wait, has_probed, heard = self.retransmission, False, False
        self.request(sequence, limit, begun + self.timeout, payload)
        limits, failed, counted = [limit], set(), 0
        due = begun + wait
        while True:
            end = min(due, begun + self.timeout)
            for frame in self.frames_until(end):
                heard = True
                if frame.kind != REPLY:
                    continue
                status, _, server, rank, members = REPLY_BODY.unpack(frame.body)
                if status == FAILED and frame.sequence == sequence:
                    failed.add(server)
                    counted = max(counted, members)
                    if len(failed) > limit or (len(failed) >= counted > 0 and limit < EVERYBODY):
                        due = 0.0  # nothing is to be waited for
                        break
                elif status != FAILED and frame.sequence == sequence:
                    self.answered(rank, attempts, time.monotonic() - begun)
                    print(f"server={server} rank={rank} limits={limits}", file=sys.stderr, flush=True)
                    return status, frame.payload
                elif status != FAILED and rank < self.first_limit and (self.is_for_everybody or not self.flags & SPREAD):
                    self.learn(rank)
            now = time.monotonic()
            if limit == EVERYBODY and len(failed) >= counted > 0 and (now >= due or now >= begun + self.timeout):
                print(f"failed at {sorted(failed)}; limits={limits}", file=sys.stderr, flush=True)
                return FAILED, b""
            if now >= begun + self.timeout:
                who = "servers are there" if heard else "nobody is there" if has_probed else "nobody was asked who is there"
                print(f"nobody answered: {who}; limits={limits}", file=sys.stderr, flush=True)
                return None
            attempts, limit = attempts + 1, max(self.first_limit, min(EVERYBODY, 2 * limit + 1))
            is_left_to_others = failed and (due > 0.0 or len(failed) >= counted > 0)
            if now >= begun + self.timeout / 2 or is_left_to_others:
                limit = EVERYBODY
            limits.append(limit)
            wait = wait if due == 0.0 else self.bounded(2 * wait)
            due = now + wait
            self.request(sequence, limit, begun + self.timeout, payload)
            if limit == EVERYBODY and now >= self.next_probe:
                self.next_probe, has_probed = now + self.LONGEST_WAIT, True
                self.sequence += 1
                self.send(PROBE, self.sequence)

    def frames_until(self, end):
        """What comes to the client's port; a duplicate of an earlier answer, too."""
        while select.select([self.socket], [], [], max(0.0, end - time.monotonic()))[0]:
            for datagram, _ in waiting(self.socket):
                try:
                    frame = read(datagram, self.cluster, {REPLY, HEARTBEAT})
                except Drop:
                    continue
                if frame.kind == HEARTBEAT or (frame.sender == self.number and frame.sequence <= self.sequence):
                    yield frame

    def answered(self, rank, attempts, elapsed):
        self.learn(rank)
        if attempts > 1:
            self.retransmission = self.bounded(max(self.retransmission, elapsed))
            return
        if self.smoothed is None:
            self.smoothed, self.variation = elapsed, elapsed / 2
        else:
            self.variation += (abs(self.smoothed - elapsed) - self.variation) / 4
            self.smoothed += (elapsed - self.smoothed) / 8
        self.retransmission = self.bounded(self.smoothed + 4 * self.variation)

    def learn(self, rank):
        """Where the next request begins. A rank of the order *spread* says something of others only if it is 255."""
        self.is_for_everybody = rank == EVERYBODY
        if self.is_for_everybody:
            return
        if not self.flags & SPREAD:
            self.last_rank = rank
        elif rank <= self.spread_limit // 2:
            self.spread_limit //= 2
        while self.flags & SPREAD and rank > self.spread_limit:
            self.spread_limit = 2 * self.spread_limit + 1

    def bounded(self, wait):
        return min(self.LONGEST_WAIT, max(self.SHORTEST_WAIT, wait))

    def request(self, sequence, limit, end, payload):
        left = max(0, int((end - time.monotonic()) * 1000))
        self.send(REQUEST, sequence, self.flags, REQUEST_BODY.pack(limit, left) + payload)

    def send(self, kind, sequence, flags=0, body=b""):
        try:
            self.socket.sendto(write(self.cluster, kind, flags, self.number, sequence, body), self.group)
        except OSError as error:
            print(f"not sent: {error}", file=sys.stderr)
