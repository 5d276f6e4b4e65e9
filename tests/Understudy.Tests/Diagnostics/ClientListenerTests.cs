using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Understudy.Diagnostics;
using Understudy.Protocol;
using Understudy.Tests.Client;

namespace Understudy.Tests.Diagnostics;

public sealed class ClientListenerTests : IDisposable, IMeterFactory, ILogger
{
    private static readonly NoAnswerException NoAnswer = new(9, TimeSpan.FromSeconds(5), Presence.ServersSilent);

    private static readonly Reply Answer = new()
    {
        Status = HandlerStatus.Ok,
        Payload = Array.Empty<byte>(),
        Sender = DrivenClient.Server,
        Attempts = 1,
        Elapsed = TimeSpan.FromMilliseconds(2),
    };

    private readonly Dictionary<string, double> _measured = [];
    private readonly List<int> _said = [];
    private readonly MeterListener _meterListener = new();
    private readonly ClientListener _listener;
    private Meter? _meter;
    private TimeSpan _now;

    public ClientListenerTests()
    {
        _listener = new ClientListener(this, new ClientMeters(this), () => _now);
        _meterListener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == _meter)
                listener.EnableMeasurementEvents(instrument);
        };
        _meterListener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Add(instrument, value));
        _meterListener.SetMeasurementEventCallback<double>((instrument, value, _, _) => Add(instrument, value));
        _meterListener.Start();
    }

    [Fact]
    public void Events_EachOfThem_AreCountedAndMeasured()
    {
        _listener.Begun();
        _listener.Begun();
        _listener.Repeated();
        _listener.Answered(Answer);
        _listener.AnsweredAgain();
        _listener.Dropped(DatagramStatus.NotAFrame);
        _listener.GivenUp(NoAnswer);

        Assert.Equal(
            new ClientStatistics { Requests = 2, DatagramsSent = 3, Repeats = 1, DuplicateReplies = 1, Dropped = 1 },
            _listener.Statistics);
        Assert.Equal("Understudy", _meter!.Name);
        Assert.Equal(
            [
                ("understudy.client.answers", 1), ("understudy.client.dropped", 1),
                ("understudy.client.duplicate_replies", 1), ("understudy.client.duration", 0.002),
                ("understudy.client.repeats", 1), ("understudy.client.requests", 2), ("understudy.client.timeouts", 1),
            ],
            _measured.Select(each => (each.Key, each.Value)).OrderBy(each => each.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void Requests_ThatNobodyAnswers_AreToldOfOnceUntilOneIsAnswered()
    {
        _listener.Answered(Answer);
        _listener.GivenUp(NoAnswer);
        _listener.GivenUp(NoAnswer);
        _listener.Answered(Answer);
        _listener.Answered(Answer);
        _now = TimeSpan.FromSeconds(1);
        _listener.GivenUp(NoAnswer);
        Assert.Equal([203, 204, 203], _said);
    }

    [Fact]
    public void Troubles_ThatFlapWithEveryRequest_AreToldOfOnceASecond()
    {
        for (int request = 0; request < 100; request++)
        {
            _listener.NetworkFails("Operation not permitted");
            _listener.NetworkIsBack();
            _listener.GivenUp(NoAnswer);
            _listener.Answered(Answer);
        }

        Assert.Equal([201, 202, 203, 204], _said);
    }

    [Fact]
    public void Network_ThatFailsAndComesBack_IsToldOf()
    {
        _listener.NetworkFails("Network is unreachable");
        _listener.Reopened();
        _listener.NetworkIsBack();
        Assert.Equal([201, 200, 202], _said);
    }

    public void Dispose()
    {
        _meterListener.Dispose();
        _listener.Dispose();
    }

    Meter IMeterFactory.Create(MeterOptions options) => _meter = new Meter(options);

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
        => _said.Add(eventId.Id);

    private void Add(Instrument instrument, double value)
        => _measured[instrument.Name] = _measured.GetValueOrDefault(instrument.Name) + value;
}
