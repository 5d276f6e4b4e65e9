"""A server: what it sends, and what it does about what it hears."""
import collections
import itertools
import random
import select
import time

from calculator import calculate
from frames import CHECK, EVERYBODY, HEARTBEAT, HEARTBEAT_BODY, LEAVING, LONGEST, PROBE, REPLY, REPLY_BODY, REQUEST, REQUEST_BODY
from frames import Drop, hash_of, read, write
from members import COUNTDOWN, ACTIVE_FROM, ELIGIBLE_FROM, Members
from sockets import hearing, speaking, waiting

class Server:
    """One thread does all: if the service hangs, no tick comes, and the others give this server up, as they should."""

    RANDOM_DELAY, FAREWELLS, GRACE, REMEMBERED = 0.02, 3, 0.02, 4096

    def __init__(self, options):
        self.cluster, self.started = hash_of(options.cluster), time.monotonic()
        self.heartbeat_group, self.group = options.heartbeat_group, options.group
        incarnation = random.SystemRandom().randrange(1, 2**64)
        self.members = Members(options.id, incarnation, options.heartbeat, self.started)
        self.hears_members = hearing(options.heartbeat_group, options.interface)
        self.hears_clients = hearing(options.group, options.interface)
        self.sender = speaking(options.interface, options.ttl)
        self.heard = self.answered = 0
        listening = self.members.listening_time
        self.probes = [self.started, self.started + listening / 3, self.started + listening * 2 / 3]
        self.probe_answer = float("inf")
        self.remembered = collections.OrderedDict()  # a request -> its reply
        self.dropped = collections.Counter()
        self.standing = ""

    def run(self):
        try:
            while True:
                self.step()
        except KeyboardInterrupt:
            self.leave()

    def step(self):
        due = min(self.members.next_tick, self.probe_answer, *self.probes)
        wait = max(0.0, due - time.monotonic())
        ready, _, _ = select.select([self.hears_members, self.hears_clients], [], [], wait)
        if self.members.is_late(time.monotonic()):
            self.drop_what_waits()
        elif self.hears_members in ready or time.monotonic() >= self.members.next_tick:
            self.hear_members()
        self.do_what_is_due(time.monotonic())
        self.tell_standing()
        if self.hears_clients in ready:
            self.hear_clients()

    def drop_what_waits(self):
        """It may be as old as the pause."""
        for sock in (self.hears_members, self.hears_clients):
            collections.deque(waiting(sock), maxlen=0)

    def do_what_is_due(self, now):
        if now >= self.members.next_tick:
            if self.members.tick(now):
                self.send_heartbeat(self.heartbeat_group)
                self.send(self.group, PROBE, CHECK)
            self.probes.clear()
        elif self.probes and now >= self.probes[0]:
            self.probes.pop(0)
            self.send(self.heartbeat_group, PROBE)
        if now >= self.probe_answer:
            self.probe_answer = float("inf")
            if self.members.standing(now) == "eligible":
                self.send_heartbeat(self.heartbeat_group)

    def tell_standing(self):
        standing = self.members.standing(time.monotonic())
        if standing == "eligible":
            lead = min(member for member in range(256) if self.members.is_eligible(member))
            standing = "lead" if lead == self.members.id else f"understudy: server {lead} answers"
        if standing != self.standing:
            self.standing = standing
            print(f"role: {standing}", flush=True)

    def hear_members(self):
        for datagram, _ in itertools.islice(waiting(self.hears_members), 256):
            now = time.monotonic()
            frame = self.read(datagram, {HEARTBEAT, PROBE})
            if frame and frame.kind == HEARTBEAT:
                self.members.hear(frame, now)
            elif frame and frame.sender != self.members.incarnation:
                self.probe_answer = min(self.probe_answer, now + random.uniform(0, self.RANDOM_DELAY))

    def hear_clients(self):
        """Takes one request: a tick that is due must not wait for all that are asked."""
        try:
            datagram, source = self.hears_clients.recvfrom(65536)
        except BlockingIOError:
            return
        frame, standing = self.read(datagram, {REQUEST, PROBE}), self.members.standing(time.monotonic())
        if frame and frame.kind == REQUEST:
            self.heard += 1
            self.answer(frame, source, standing)
        elif frame and frame.flags & CHECK:
            self.heard += frame.sender != self.members.incarnation
        elif frame and standing != "joining":
            self.send_heartbeat(source)

    def answer(self, request, source, standing):
        (limit, _), payload = REQUEST_BODY.unpack(request.body), request.payload
        members = 0
        if standing == "eligible":
            rank, members = self.members.rank(request)
        elif standing in ("unheard", "aside") and limit == EVERYBODY:
            rank = EVERYBODY
        else:
            return
        key = (source, request.flags, request.sender, request.sequence, payload)
        if key in self.remembered:
            self.sender.sendto(self.remembered[key], source)
        elif rank <= limit:
            status, result = calculate(payload)
            body = REPLY_BODY.pack(status, 0, self.members.id, rank, members) + result
            reply = write(self.cluster, REPLY, 0, request.sender, request.sequence, body)
            self.remembered[key] = reply
            if len(self.remembered) > self.REMEMBERED:
                self.remembered.popitem(last=False)
            self.sender.sendto(reply, source)
            self.answered += 1

    def leave(self):
        if self.members.standing(time.monotonic()) == "eligible":
            for _ in range(self.FAREWELLS):
                self.send_heartbeat(self.heartbeat_group, LEAVING)
            end = time.monotonic() + self.GRACE
            while select.select([self.hears_clients], [], [], max(0.0, end - time.monotonic()))[0]:
                self.hear_clients()
        print(f"left; dropped {dict(self.dropped)}", flush=True)

    def read(self, datagram, belongs):
        try:
            return read(datagram, self.cluster, belongs)
        except Drop as reason:
            self.dropped[str(reason)] += 1
            return None

    def send_heartbeat(self, to, flags=0):
        members = self.members
        uptime, period = int((time.monotonic() - self.started) * 1e6), int(members.period * 1000)
        settings = members.HIGHEST, period, COUNTDOWN, ACTIVE_FROM, ELIGIBLE_FROM, LONGEST
        self.send(to, HEARTBEAT, flags, HEARTBEAT_BODY.pack(members.id, 0, *settings, uptime, self.heard, self.answered))

    def send(self, to, kind, flags=0, body=b""):
        self.members.said += 1
        try:
            self.sender.sendto(write(self.cluster, kind, flags, self.members.incarnation, self.members.said, body), to)
        except OSError as error:
            print(f"not sent: {error}", flush=True)  # no echo will come: it is unheard until the network is back
