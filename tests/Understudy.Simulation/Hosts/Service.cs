using System.Buffers.Binary;
using Understudy.Server;
using Understudy.Simulation.Chance;

namespace Understudy.Simulation.Hosts;

/// <summary>The service of the simulated servers: from eight bytes it makes eight others, and refuses some.</summary>
internal static class Service
{
    public const int Length = sizeof(ulong);

    private const int RejectedOneIn = 16;

    public static ulong ResultOf(ulong payload) => Dice.Mix(payload, 7);

    public static HandlerStatus StatusOf(ulong payload)
        => payload % RejectedOneIn == 0 ? HandlerStatus.Rejected : HandlerStatus.Ok;

    /// <summary>Does the work. The payload is read at the end of it, as a handler may.</summary>
    public static HandlerStatus Handle(RequestJob job)
    {
        ulong payload = BinaryPrimitives.ReadUInt64BigEndian(job.Payload.Span);
        BinaryPrimitives.WriteUInt64BigEndian(job.Reply.GetSpan(Length), ResultOf(payload));
        job.Reply.Advance(Length);
        return StatusOf(payload);
    }
}
