using System.Buffers.Binary;
using Understudy.Server;
using Understudy.Simulation.Chance;

namespace Understudy.Simulation.Hosts;

/// <summary>
/// The service of the simulated servers: from eight bytes it makes eight others. It refuses some, and throws at others,
/// when it has written half of its reply; at all where it is sick.
/// </summary>
internal static class Service
{
    public const int Length = sizeof(ulong);

    private const int RejectedOneIn = 16;
    private const int ThrownOneIn = 16;

    /// <summary>What it throws.</summary>
    public static InvalidOperationException Failure { get; } = new("The handler has failed.");

    /// <summary>Does the work. The payload is read at the end of it, as a handler may.</summary>
    public static HandlerResult Handle(RequestJob job, bool isSick)
    {
        ulong payload = BinaryPrimitives.ReadUInt64BigEndian(job.Payload.Span);
        bool throws = isSick || Throws(payload);
        int written = throws ? Length / 2 : Length;
        Span<byte> reply = stackalloc byte[Length];
        BinaryPrimitives.WriteUInt64BigEndian(reply, ResultOf(payload));
        reply[..written].CopyTo(job.Reply.GetSpan(written));
        job.Reply.Advance(written);
        return throws ? new HandlerResult(default, Failure) : new HandlerResult(StatusOf(payload));
    }

    /// <summary>Whether this is what a client must get.</summary>
    public static bool IsReply(ulong payload, HandlerStatus status, ReadOnlySpan<byte> reply)
        => !Throws(payload) && status == StatusOf(payload) && reply.Length == Length
            && BinaryPrimitives.ReadUInt64BigEndian(reply) == ResultOf(payload);

    /// <summary>Whether it throws at this, on every server.</summary>
    public static bool Throws(ulong payload) => payload % ThrownOneIn == 1;

    private static ulong ResultOf(ulong payload) => Dice.Mix(payload, 7);

    private static HandlerStatus StatusOf(ulong payload)
        => payload % RejectedOneIn == 0 ? HandlerStatus.Rejected : HandlerStatus.Ok;
}
