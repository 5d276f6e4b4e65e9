using System.Diagnostics.Metrics;

namespace Understudy;

/// <summary>How a client asks.</summary>
public sealed record UnderstudyClientOptions
{
    /// <summary>The interface and the groups; of the two groups a client uses only the request group.</summary>
    public NetworkOptions Network { get; init; } = new();

    /// <summary>
    /// How long a request may go unanswered, over all its repeats, before it fails: 5 s by default, from 1 ms to 1 h.
    /// In the classic dialect it must exceed the time in which a server is given up (3 periods of its heartbeat), or a
    /// crash is seen.
    /// </summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Which server a request is for first, where the request itself does not say: the one with the lowest id.</summary>
    public RequestOrder Order { get; init; } = RequestOrder.Lowest;

    /// <summary>How many requests may be in flight at once; more wait their turn. 1,024 by default, from 1 to 16,384.</summary>
    public int MaxRequestsInFlight { get; init; } = 1024;

    /// <summary>The clock. Only its monotonic time is used.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Makes the client's meter, named <c>Understudy</c>. Null, the default: it has one of its own.</summary>
    public IMeterFactory? MeterFactory { get; init; }

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionException">A value cannot work.</exception>
    public void Validate()
    {
        Network.Validate();
        if (Order != RequestOrder.Lowest && Network.Dialect == Dialect.Classic)
            throw new InvalidOptionException(nameof(Order), "the classic dialect knows the order of the lowest id alone.");
        InvalidOptionException.ThrowIfOutside(MaxRequestsInFlight, 1, 16_384, nameof(MaxRequestsInFlight));
        InvalidOptionException.ThrowIfOutside(Timeout, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1), nameof(Timeout));
    }
}
