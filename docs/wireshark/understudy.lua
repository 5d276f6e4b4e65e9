-- A dissector of Understudy's protocol (docs/protocol.md) for Wireshark and tshark, 4.0 or newer.
--
--   tshark -X lua_script:docs/wireshark/understudy.lua -i lo -f 'udp portrange 5107-5108' -Y understudy
--
-- Wireshark loads it for good from its folder of personal Lua plugins (Help, About, Folders). Other ports are a
-- preference: Edit, Preferences, Protocols, Understudy; or -o understudy.request_ports:6107 on the command line.
--
-- A reply comes from a port of its own and goes to one, so no port tells it: a framed one is recognised by its first
-- two bytes, a classic one by the request that the client sent from the port it goes to. Wireshark shows a datagram of
-- no bytes to no dissector.

local understudy = Proto("understudy", "Understudy")

local MAGIC = 0xD5
local VERSION = 2
local VERSION_END = 0x80 -- in UTF-8, 0x80 to 0xBF follow 0xD5: a frame is never text
local HEADER = 28
local DEFAULT_REQUEST_PORTS = "5007,5107"
local DEFAULT_HEARTBEAT_PORTS = "5008,5108"

local HEARTBEAT, REQUEST, REPLY, PROBE = 1, 2, 3, 4
local kinds = { [HEARTBEAT] = "heartbeat", [REQUEST] = "request", [REPLY] = "reply", [PROBE] = "probe" }
local DONE, REJECTED, FAILED = 0, 1, 2
local statuses = { [DONE] = "done", [REJECTED] = "rejected", [FAILED] = "failed" }
local failures = { [0] = "none", [1] = "handler failed", [2] = "reply too large", [3] = "shutting down" }
local reasons = { [0] = "serving", [1] = "stuck", [2] = "failing", [3] = "mute", [4] = "deaf", [5] = "unhealthy" }
local body_end = { [HEARTBEAT] = 65, [REQUEST] = 33, [REPLY] = 34, [PROBE] = 28 }
local has_payload = { [REQUEST] = true, [REPLY] = true }

local f = {
    dialect = ProtoField.string("understudy.dialect", "Dialect"),
    version = ProtoField.uint8("understudy.version", "Version"),
    kind = ProtoField.uint8("understudy.kind", "Kind", base.DEC, kinds),
    flags = ProtoField.uint8("understudy.flags", "Flags", base.HEX),
    extended = ProtoField.bool("understudy.flags.extended", "Extended", 8, nil, 0x01, "Extensions follow the body"),
    spread = ProtoField.bool("understudy.flags.spread", "Spread", 8, nil, 0x02, "The order is drawn for this request"),
    leaving = ProtoField.bool("understudy.flags.leaving", "Leaving", 8, nil, 0x04, "The sender's last heartbeat"),
    choosing = ProtoField.bool("understudy.flags.choosing", "Choosing", 8, nil, 0x08, "The sender will take a free id"),
    busy = ProtoField.bool("understudy.flags.busy", "Busy", 8, nil, 0x10, "The server is late with what it was asked"),
    check = ProtoField.bool("understudy.flags.check", "Check", 8, nil, 0x20, "A server looks whether it hears this"),
    unknown = ProtoField.uint8("understudy.flags.unknown", "Unknown", base.HEX, nil, 0xC0),
    cluster = ProtoField.uint64("understudy.cluster", "Cluster", base.HEX, nil, nil, "FNV-1a of the cluster's name"),
    sender = ProtoField.uint64("understudy.sender", "Sender", base.HEX, nil, nil, "Incarnation, or client's number"),
    sequence = ProtoField.uint64("understudy.sequence", "Sequence", base.DEC),
    id = ProtoField.uint8("understudy.id", "Server id", base.DEC),
    not_serving = ProtoField.uint8("understudy.not_serving", "Not serving", base.DEC, reasons),
    load = ProtoField.uint8("understudy.load", "Load", base.DEC),
    highest_id = ProtoField.uint8("understudy.highest_id", "Highest id", base.DEC),
    countdown = ProtoField.uint8("understudy.countdown", "Countdown", base.DEC),
    active_from = ProtoField.uint8("understudy.active_from", "Active from", base.DEC),
    eligible_from = ProtoField.uint8("understudy.eligible_from", "Eligible from", base.DEC),
    longest = ProtoField.uint16("understudy.longest_datagram", "Longest datagram", base.DEC),
    period = ProtoField.uint32("understudy.period", "Period (ms)", base.DEC),
    uptime = ProtoField.uint64("understudy.uptime", "Uptime (µs)", base.DEC),
    heard = ProtoField.uint64("understudy.requests_heard", "Requests heard", base.DEC),
    answered = ProtoField.uint64("understudy.requests_answered", "Requests answered", base.DEC),
    rank_limit = ProtoField.uint8("understudy.rank_limit", "Rank limit", base.DEC),
    time_left = ProtoField.uint32("understudy.time_left", "Time left (ms)", base.DEC),
    status = ProtoField.uint8("understudy.status", "Status", base.DEC, statuses),
    failure = ProtoField.uint8("understudy.failure", "Why it failed", base.DEC, failures),
    members = ProtoField.uint8("understudy.members", "Members", base.DEC),
    extension = ProtoField.bytes("understudy.extension", "Extension"),
    rank = ProtoField.uint8("understudy.rank", "Rank", base.DEC),
    payload = ProtoField.bytes("understudy.payload", "Payload"),
    text = ProtoField.string("understudy.text", "Text", base.UNICODE),
}
understudy.fields = f

local function malformed(name, text)
    return ProtoExpert.new("understudy." .. name, text, expert.group.MALFORMED, expert.severity.ERROR)
end

local e = {
    truncated = malformed("truncated", "Shorter than its kind needs"),
    oversized = malformed("oversized", "Longer than its kind is"),
    other_version = malformed("other_version", "Another version"),
    unknown_kind = malformed("unknown_kind", "Unknown kind"),
    unknown_flags = malformed("unknown_flags", "Flags that version 2 does not know"),
    unknown_status = malformed("unknown_status", "Unknown status"),
    bad_id = malformed("bad_id", "No id in use"),
    not_text = malformed("not_text", "Not UTF-8 text"),
    not_an_id = malformed("not_an_id", "Not an id in decimal digits"),
}
understudy.experts = e

understudy.prefs.request_ports =
    Pref.range("Request ports", DEFAULT_REQUEST_PORTS, "UDP ports of request groups", 65535)
understudy.prefs.heartbeat_ports =
    Pref.range("Heartbeat ports", DEFAULT_HEARTBEAT_PORTS, "UDP ports of heartbeat groups", 65535)

-- A range preference as Lua sees it: "5007,5107-5109".
local function in_range(port, range)
    for first, last in string.gmatch(range .. ",", "%s*(%d+)%-?(%d*)%s*,") do
        if port >= tonumber(first) and port <= (tonumber(last) or tonumber(first)) then
            return true
        end
    end
    return false
end

local function report(tree, pinfo, expert_info, note)
    tree:add_proto_expert_info(expert_info)
    pinfo.cols.info:append(" [" .. note .. "]")
end

local function is_frame(buffer)
    return buffer:len() >= 1
        and buffer(0, 1):uint() == MAGIC
        and (buffer:len() == 1 or buffer(1, 1):uint() < VERSION_END)
end

-- Text that is UTF-8 without control characters but tab, line feed and carriage return.
local function is_text(bytes)
    local at, length = 1, #bytes
    while at <= length do
        local first = bytes:byte(at)
        local more, low, high = 0, 0x80, 0xBF
        if first < 0x80 then
            if first == 0x7F or (first < 0x20 and first ~= 9 and first ~= 10 and first ~= 13) then
                return false
            end
        elseif first >= 0xC2 and first <= 0xDF then
            more = 1
        elseif first >= 0xE0 and first <= 0xEF then
            more = 2
            low = first == 0xE0 and 0xA0 or 0x80
            high = first == 0xED and 0x9F or 0xBF
        elseif first >= 0xF0 and first <= 0xF4 then
            more = 3
            low = first == 0xF0 and 0x90 or 0x80
            high = first == 0xF4 and 0x8F or 0xBF
        else
            return false
        end
        for i = 1, more do
            local next_byte = bytes:byte(at + i)
            if not next_byte or next_byte < low or next_byte > high then
                return false
            end
            low, high = 0x80, 0xBF
        end
        at = at + more + 1
    end
    return true
end

local function add_payload(buffer, offset, tree)
    if buffer:len() <= offset then
        return
    end
    local range = buffer(offset)
    tree:add(f.payload, range)
    if is_text(range:raw()) then
        tree:add(f.text, range, range:string(ENC_UTF_8))
    end
end

local function add_id(range, tree, pinfo)
    local item = tree:add(f.id, range)
    if range:uint() == 0 then
        report(item, pinfo, e.bad_id, "id 0")
    end
end

local function dissect_heartbeat(buffer, pinfo, tree)
    add_id(buffer(28, 1), tree, pinfo)
    tree:add(f.not_serving, buffer(29, 1))
    tree:add(f.load, buffer(30, 1))
    tree:add(f.highest_id, buffer(31, 1))
    tree:add(f.period, buffer(32, 4))
    tree:add(f.countdown, buffer(36, 1))
    tree:add(f.active_from, buffer(37, 1))
    tree:add(f.eligible_from, buffer(38, 1))
    tree:add(f.longest, buffer(39, 2))
    tree:add(f.uptime, buffer(41, 8))
    tree:add(f.heard, buffer(49, 8))
    tree:add(f.answered, buffer(57, 8))
end

local function dissect_request(buffer, _, tree)
    tree:add(f.rank_limit, buffer(28, 1))
    tree:add(f.time_left, buffer(29, 4))
end

local function dissect_reply(buffer, pinfo, tree)
    local status = tree:add(f.status, buffer(28, 1))
    if not statuses[buffer(28, 1):uint()] then
        report(status, pinfo, e.unknown_status, "unknown status")
    end
    tree:add(f.failure, buffer(29, 1))
    add_id(buffer(30, 1), tree, pinfo)
    tree:add(f.rank, buffer(31, 1))
    tree:add(f.load, buffer(32, 1))
    tree:add(f.members, buffer(33, 1))
end

-- Returns where they end; nil where they are longer than there is room for them.
local function add_extensions(buffer, at, tree)
    if buffer:len() < at + 2 then
        return nil
    end
    local last = at + 2 + buffer(at, 2):uint()
    at = at + 2
    if buffer:len() < last then
        return nil
    end
    while at < last do
        local next_at = at + 2 <= last and at + 2 + buffer(at + 1, 1):uint()
        if not next_at or next_at > last then
            return nil
        end
        tree:add(f.extension, buffer(at, next_at - at))
        at = next_at
    end
    return last
end

local bodies = { [HEARTBEAT] = dissect_heartbeat, [REQUEST] = dissect_request, [REPLY] = dissect_reply }

-- One line about a whole frame.
local function summary(buffer, kind)
    local flags = buffer(3, 1):uint()
    local number = " #" .. tostring(buffer(20, 8):uint64())
    if kind == HEARTBEAT then
        local leaving = bit.band(flags, 0x04) ~= 0 and ", leaving" or ""
        local why = buffer(29, 1):uint()
        if why ~= 0 then
            leaving = ", not serving: " .. (reasons[why] or why) .. leaving
        end
        return string.format("Heartbeat%s, server %d%s", number, buffer(28, 1):uint(), leaving)
    elseif kind == REQUEST then
        local spread = bit.band(flags, 0x02) ~= 0 and ", spread" or ""
        return string.format("Request%s, rank limit %d%s", number, buffer(28, 1):uint(), spread)
    elseif kind == REPLY then
        local status = statuses[buffer(28, 1):uint()] or "?"
        if buffer(28, 1):uint() == FAILED then
            status = status .. ": " .. (failures[buffer(29, 1):uint()] or buffer(29, 1):uint())
        end
        local busy = bit.band(flags, 0x10) ~= 0 and ", busy" or ""
        local id, rank = buffer(30, 1):uint(), buffer(31, 1):uint()
        return string.format("Reply%s, server %d, rank %d, %s%s", number, id, rank, status, busy)
    end
    return bit.band(flags, 0x20) ~= 0 and "Check" or "Probe"
end

local function dissect_flags(range, pinfo, tree)
    local flags = tree:add(f.flags, range)
    flags:add(f.extended, range)
    flags:add(f.spread, range)
    flags:add(f.leaving, range)
    flags:add(f.choosing, range)
    flags:add(f.busy, range)
    flags:add(f.check, range)
    flags:add(f.unknown, range)
    if bit.band(range:uint(), 0xC0) ~= 0 then
        report(flags, pinfo, e.unknown_flags, "unknown flags")
    end
end

local function dissect_header(buffer, pinfo, tree)
    local kind = tree:add(f.kind, buffer(2, 1))
    if not kinds[buffer(2, 1):uint()] then
        report(kind, pinfo, e.unknown_kind, "unknown kind")
    end
    dissect_flags(buffer(3, 1), pinfo, tree)
    tree:add(f.cluster, buffer(4, 8))
    tree:add(f.sender, buffer(12, 8))
    tree:add(f.sequence, buffer(20, 8))
end

local function dissect_frame(buffer, pinfo, tree)
    tree:add(f.dialect, "framed"):set_generated()
    pinfo.cols.info = "Frame"
    if buffer:len() > 1 then
        local version = tree:add(f.version, buffer(1, 1))
        if buffer(1, 1):uint() ~= VERSION then
            report(version, pinfo, e.other_version, "version " .. buffer(1, 1):uint())
            return
        end
    end
    if buffer:len() < HEADER then
        report(tree, pinfo, e.truncated, "truncated")
        return
    end

    local kind = buffer(2, 1):uint()
    local is_whole = kinds[kind] and buffer:len() >= body_end[kind]
    pinfo.cols.info = is_whole and summary(buffer, kind) or "Frame"
    dissect_header(buffer, pinfo, tree)
    if not kinds[kind] then
        return
    end
    if not is_whole then
        report(tree, pinfo, e.truncated, "truncated " .. kinds[kind])
        return
    end
    if bodies[kind] then
        bodies[kind](buffer, pinfo, tree)
    end
    local last = body_end[kind]
    if bit.band(buffer(3, 1):uint(), 0x01) ~= 0 then
        last = add_extensions(buffer, last, tree)
    end
    if not last or (kind == REQUEST and last == buffer:len()) then
        report(tree, pinfo, e.truncated, "truncated " .. kinds[kind])
    elseif has_payload[kind] then
        add_payload(buffer, last, tree)
    elseif last < buffer:len() then
        report(tree, pinfo, e.oversized, "oversized")
    end
end

local function dissect_classic_heartbeat(buffer, pinfo, tree)
    local digits = buffer():raw()
    local id = digits:match("^%d%d?%d?$") and tonumber(digits)
    if not id then
        pinfo.cols.info = "Classic heartbeat"
        report(tree, pinfo, e.not_an_id, "no id")
        return
    end
    pinfo.cols.info = "Classic heartbeat, server " .. id
    if id > 255 then
        report(tree, pinfo, e.bad_id, "no id in use")
        return
    end
    tree:add(f.id, buffer(), id)
end

local function dissect_classic_text(buffer, pinfo, tree, name)
    pinfo.cols.info = "Classic " .. name
    tree:add(f.payload, buffer())
    if not is_text(buffer():raw()) then
        report(tree, pinfo, e.not_text, "not text")
        return
    end
    local text = buffer():string(ENC_UTF_8)
    tree:add(f.text, buffer(), text)
    pinfo.cols.info:append(": " .. text)
end

-- What a classic datagram is, by its ports. A reply goes to the port that a request came from.
local function classic_kind(pinfo)
    if in_range(pinfo.dst_port, understudy.prefs.heartbeat_ports) then
        return HEARTBEAT
    end
    return in_range(pinfo.dst_port, understudy.prefs.request_ports) and REQUEST or REPLY
end

local function dissect_classic(buffer, pinfo, tree)
    local kind = classic_kind(pinfo)
    tree:add(f.dialect, "classic"):set_generated()
    tree:add(f.kind, kind):set_generated()
    if kind == HEARTBEAT then
        dissect_classic_heartbeat(buffer, pinfo, tree)
    else
        dissect_classic_text(buffer, pinfo, tree, kinds[kind])
    end
end

local clients = {} -- address:port of those that sent classic requests

function understudy.init()
    clients = {}
end

function understudy.dissector(buffer, pinfo, root)
    pinfo.cols.protocol = "Understudy"
    local tree = root:add(understudy, buffer())
    if is_frame(buffer) then
        dissect_frame(buffer, pinfo, tree)
    else
        if classic_kind(pinfo) == REQUEST then
            clients[tostring(pinfo.src) .. ":" .. pinfo.src_port] = true
        end
        dissect_classic(buffer, pinfo, tree)
    end
    return buffer:len()
end

-- What no port tells: frames anywhere, and classic replies to known clients.
local function heuristic(buffer, pinfo, root)
    local is_ours = buffer:len() >= 2 and buffer(0, 1):uint() == MAGIC and buffer(1, 1):uint() == VERSION
    if not is_ours and not clients[tostring(pinfo.dst) .. ":" .. pinfo.dst_port] then
        return false
    end
    understudy.dissector(buffer, pinfo, root)
    return true
end

local udp = DissectorTable.get("udp.port")
local joined = ""

local function join(ports)
    if joined ~= "" then
        udp:remove(joined, understudy)
    end
    udp:add(ports, understudy)
    joined = ports
end

local function ports()
    local both = { understudy.prefs.request_ports, understudy.prefs.heartbeat_ports }
    return table.concat(both, ",")
end

function understudy.prefs_changed()
    join(ports())
end

join(ports())
understudy:register_heuristic("udp", heuristic)
