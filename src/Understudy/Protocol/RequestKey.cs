namespace Understudy.Protocol;

/// <summary>What tells one request from every other: its client's number and its own. A repeat has the same.</summary>
internal readonly record struct RequestKey(ulong Client, ulong Number);
