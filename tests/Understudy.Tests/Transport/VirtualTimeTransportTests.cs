using Microsoft.Extensions.Time.Testing;
using Understudy.Testing;

namespace Understudy.Tests.Transport;

/// <summary>The network in memory, by a clock that stands still unless it is advanced.</summary>
public sealed class VirtualTimeTransportTests : DatagramTransportContract
{
    private readonly FakeTimeProvider _time;

    public VirtualTimeTransportTests()
        : this(new FakeTimeProvider())
    {
    }

    private VirtualTimeTransportTests(FakeTimeProvider time)
        : base(new InMemoryNetwork(timeProvider: time).Host("a")) => _time = time;

    protected override TimeSpan Patience => TimeSpan.Zero;

    protected override void LetTimePass(Task wait)
    {
        long start = _time.GetTimestamp();
        while (!wait.IsCompleted)
            _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.InRange(_time.GetElapsedTime(start), TimeSpan.FromMilliseconds(40), TimeSpan.MaxValue);
    }
}
