using System.Diagnostics.Metrics;
using Understudy.Protocol;

namespace Understudy;

/// <summary>How a client asks.</summary>
/// <remarks>A client copies its options when it is made: to change them later has no effect on it.</remarks>
public sealed record UnderstudyClientOptions
{
    /// <summary>The interface and the groups; of the two groups a client uses only the request group.</summary>
    public NetworkOptions Network { get; set; } = new();

    /// <summary>
    /// How long a request may go unanswered, over all its repeats and its wait for a turn, before it fails: 5 s by
    /// default, from 1 ms to 1 h.
    /// In the classic dialect it must be longer than the servers take to give up one of them (three periods of their
    /// heartbeat): else requests fail after a crash.
    /// </summary>
    public TimeSpan Timeout { get; set; } = Timings.UsualTimeout;

    /// <summary>
    /// Which server is asked first, unless a call says otherwise: by default the one with the lowest id.
    /// </summary>
    public RequestOrder Order { get; set; } = RequestOrder.Lowest;

    /// <summary>
    /// How many requests may be in flight at once; more wait their turn. 1,024 by default, from 1 to 16,384.
    /// </summary>
    public int MaxRequestsInFlight { get; set; } = 1024;

    /// <summary>The clock. Only its monotonic time is used.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>
    /// Makes the client's meter, named <see cref="UnderstudyDiagnostics.MeterName"/>. Null, the default: the client
    /// makes one of its own.
    /// </summary>
    public IMeterFactory? MeterFactory { get; set; }

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionException">A value cannot work.</exception>
    public void Validate()
    {
        InvalidOptionException.RequireValue(Network, nameof(Network)).Validate();
        InvalidOptionException.RequireValue(TimeProvider, nameof(TimeProvider));
        InvalidOptionException.ThrowIfUndefined(Order, nameof(Order));
        if (Order != RequestOrder.Lowest && Network.Dialect == Dialect.Classic)
        {
            throw new InvalidOptionException(
                nameof(Order), "the classic dialect knows the order of the lowest id alone.");
        }

        InvalidOptionException.ThrowIfOutside(MaxRequestsInFlight, 1, 16_384, nameof(MaxRequestsInFlight));
        InvalidOptionException.ThrowIfOutside(
            Timeout, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1), nameof(Timeout));
    }

    /// <summary>A copy that nobody changes, checked.</summary>
    /// <exception cref="InvalidOptionException">A value cannot work.</exception>
    internal UnderstudyClientOptions Snapshot()
    {
        // Checked before, since null cannot be copied, and after, since another thread may set an option meanwhile.
        Validate();
        UnderstudyClientOptions copy = this with { Network = Network with { } };
        copy.Validate();
        return copy;
    }
}
