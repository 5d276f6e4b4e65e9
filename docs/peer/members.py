"""Who is there, and whose turn it is: the page's sections Membership and Order. No socket, and no clock."""
import random

from frames import HEARTBEAT_BODY, LEAVING, SPREAD

COUNTDOWN, ACTIVE_FROM, ELIGIBLE_FROM = 4, 3, 2
TOGETHER = 0.25  # of two servers whose uptimes differ by less, the lower incarnation stays
STATES = ["Disconnected", "Unresponsive", "Awaiting confirmation", "Active", "Active"]


class Rival:
    """Another server with this server's id."""

    def __init__(self):
        self.countdown = self.side_by_side = 0
        self.heard = self.comes_first = self.is_lower = False

    @property
    def prevails(self):
        return self.comes_first and self.countdown >= ELIGIBLE_FROM

    def hear(self, comes_first, is_lower):
        self.countdown, self.heard, self.is_lower = COUNTDOWN, True, is_lower
        self.comes_first |= comes_first

    def tick(self):
        self.countdown = max(0, self.countdown - 1)
        self.comes_first &= self.countdown >= ELIGIBLE_FROM
        self.side_by_side = self.side_by_side + 1 if self.heard else 0
        self.heard = False
        self.comes_first |= self.is_lower and self.side_by_side > COUNTDOWN


class Members:
    """What a server knows of all, itself included: heartbeats and ticks go in."""

    HIGHEST = 255

    def __init__(self, own, incarnation, period, now):
        self.id, self.incarnation, self.period, self.started = own, incarnation, period, now
        self.countdowns = [0] * 256
        self.not_serving = [False] * 256
        self.last = {}  # of each id, the incarnation and the sequence of what was heard last
        self.said = 0  # the sequence of what it has said last itself, and what it was at its last tick
        self.said_before = 0
        self.left = {}  # of each id, the incarnation that has left last, and until when it is not heard
        self.rival = Rival()
        self.listens, self.awaits_echo, self.is_unheard, self.was_paused = True, False, False, False
        self.listening_time = min(0.15, 1.25 * period)
        self.next_tick = now + self.listening_time

    def is_eligible(self, member):
        return self.countdowns[member] >= ELIGIBLE_FROM and not self.not_serving[member]

    def is_late(self, now):
        """Whether the next tick is late by a period or more: this process stood still."""
        return now >= self.next_tick + self.period

    def standing(self, now):
        """The row of the page's table of what a server answers."""
        if self.is_late(now):
            return "paused"
        if not self.listens and self.rival.prevails:
            return "aside"
        if self.is_eligible(self.id):
            return "eligible"
        if self.is_unheard:
            return "unheard"
        return "paused" if self.was_paused else "joining"

    def set(self, member, countdown):
        before, after = STATES[self.countdowns[member]], STATES[countdown]
        self.countdowns[member] = countdown
        if before != after:
            print(f"server {member}: {before} -> {after}", flush=True)

    def hear(self, frame, now):
        """A heartbeat has come from the group."""
        member, is_leaving = frame.body[0], bool(frame.flags & LEAVING)
        if frame.sender == self.incarnation:
            if is_leaving or frame.sequence > self.said:
                print("somebody speaks in this server's name", flush=True)
                self.incarnation = random.SystemRandom().randrange(1, 2**64)
            elif member == self.id and frame.sequence > self.said_before and self.awaits_echo:
                self.awaits_echo = self.is_unheard = self.was_paused = False
                self.set(member, COUNTDOWN)
        elif frame.sender == 0 or self.is_old(member, frame, now) or self.has_left(member, frame.sender, now):
            return
        elif is_leaving:
            self.left[member] = frame.sender, now + COUNTDOWN * self.period
            if member != self.id:
                self.set(member, 0)
        elif member != self.id:
            self.not_serving[member] = frame.body[1] != 0
            self.set(member, COUNTDOWN)
        else:
            self.hear_rival(frame, now)

    def is_old(self, member, frame, now):
        who, sequence, at, last_old = self.last.get(member, (0, 0, 0.0, None))
        rises = last_old is not None and frame.sequence > last_old
        is_believed = rises and now - at >= COUNTDOWN * self.period
        if who == frame.sender and frame.sequence <= sequence and not is_believed:
            self.last[member] = who, sequence, at, frame.sequence
            return True
        self.last[member] = frame.sender, frame.sequence, now, None
        return False

    def has_left(self, member, incarnation, now):
        who, until = self.left.get(member, (0, 0))
        return who == incarnation and now < until

    def hear_rival(self, frame, now):
        ahead = HEARTBEAT_BODY.unpack(frame.body)[8] / 1e6 - (now - self.started)
        is_lower = frame.sender < self.incarnation
        comes_first = is_lower if abs(ahead) <= TOGETHER else ahead > 0
        self.rival.hear(comes_first or self.listens, is_lower)
        self.settle()

    def tick(self, now):
        """A period is over. Returns whether a heartbeat is to be sent."""
        late = self.is_late(now)
        self.said_before = self.said
        self.is_unheard |= self.awaits_echo and not late
        self.was_paused |= late
        self.next_tick = (now if late else self.next_tick) + self.period
        if late:
            self.set(self.id, 0)
        self.listens &= late  # what it heard before it stood still says nothing of now
        for member, countdown in enumerate(self.countdowns):
            if countdown > 0:
                self.set(member, countdown - 1)
        self.rival.tick()
        self.awaits_echo = not self.listens and not self.rival.prevails
        self.settle()
        return self.awaits_echo

    def settle(self):
        """A server whose rival prevails stands aside."""
        if not self.listens and self.rival.prevails:
            self.awaits_echo = self.is_unheard = self.was_paused = False
            self.set(self.id, 0)

    def rank(self, request):
        """How many eligible members stand before this one, and how many there are."""
        eligible = [member for member in range(256) if self.is_eligible(member)]
        if request.flags & SPREAD:
            eligible.sort(key=lambda member: (-weight(request, member), member))
        return eligible.index(self.id), len(eligible)


def weight(request, member):
    """The weight of a server for a request that is to be spread."""
    word = 2**64
    seed = request.sequence ^ (request.sender << 32 | request.sender >> 32) % word
    z = (seed + (member + 1) * 0x9E3779B97F4A7C15) % word
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 % word
    z = (z ^ z >> 27) * 0x94D049BB133111EB % word
    return z ^ z >> 31
