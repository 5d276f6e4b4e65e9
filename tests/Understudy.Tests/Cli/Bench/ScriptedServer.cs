using Understudy.Protocol;
using Understudy.Testing;

namespace Understudy.Tests.Cli.Bench;

/// <summary>
/// Answers on a network in memory as a script says, and counts what it hears: what a bench reports is held to it.
/// </summary>
internal sealed class ScriptedServer : IDisposable
{
    private readonly IDialect _dialect = Dialects.Make(new NetworkOptions(), MembershipOptions.HighestId);
    private readonly Func<Asked, IEnumerable<Answering>> _script;
    private readonly IDatagramTransport _transport;
    private readonly Thread _thread;
    private readonly List<ulong> _clients = [];
    private readonly List<ulong> _requests = [];
    private readonly Dictionary<ulong, int> _attempts = [];

    /// <param name="network">Where it hears requests.</param>
    /// <param name="script">What it sends for each attempt that it hears; an answer to any earlier one, too.</param>
    public ScriptedServer(InMemoryNetwork network, Func<Asked, IEnumerable<Answering>> script)
    {
        _script = script;
        _transport = network.Host("server").OpenServer(Lane.Requests);
        _thread = new Thread(Serve) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>The attempts that each client has made, in the order in which the clients were first heard.</summary>
    public IReadOnlyList<int> Attempts { get; private set; } = [];

    /// <summary>Returns when it has heard all that was sent to it.</summary>
    public void Dispose()
    {
        _transport.StopReceiving();
        _thread.Join();
        _transport.Dispose();
    }

    private void Serve()
    {
        byte[] buffer = new byte[NetworkOptions.LargestDatagram];
        var from = new Peer();
        var attempts = new List<int>();
        while (_transport.Receive(buffer, from, Timeout.InfiniteTimeSpan) is { } length)
        {
            if (_dialect.TryRead(buffer.AsSpan(0, length), out RequestMessage request) != DatagramStatus.Ok)
                continue;
            RequestKey key = request.Key!.Value;
            if (!_clients.Contains(key.Client))
            {
                _clients.Add(key.Client);
                _requests.Clear();
                _attempts.Clear();
                attempts.Add(0);
            }

            if (!_requests.Contains(key.Number))
                _requests.Add(key.Number);
            int attempt = _attempts[key.Number] = _attempts.GetValueOrDefault(key.Number) + 1;
            attempts[_clients.IndexOf(key.Client)]++;
            Attempts = [.. attempts];
            var asked = new Asked(
                _clients.IndexOf(key.Client), _requests.IndexOf(key.Number), attempt, key, from.Copy());
            foreach (Answering answering in _script(asked))
                Send(answering);
        }
    }

    private void Send(Answering answering)
    {
        byte[] datagram = new byte[_dialect.ReplyPrefix + answering.Payload.Length];
        _dialect.WritePrefix(
            datagram,
            new ReplyMessage(answering.To.Key, answering.Status, ServerId: 1, Rank: 0));
        answering.Payload.CopyTo(datagram.AsMemory(_dialect.ReplyPrefix));
        _transport.Send(answering.To.From, datagram);
    }
}

/// <summary>An attempt of a request.</summary>
/// <param name="Client">Which client made it: the first to be heard is 0.</param>
/// <param name="Request">Which of this client's requests it is of: the first is 0.</param>
/// <param name="Attempt">Which attempt it is: the first is 1.</param>
/// <param name="Key">The request's key.</param>
/// <param name="From">Where an answer goes.</param>
internal sealed record Asked(int Client, int Request, int Attempt, RequestKey Key, Peer From);

/// <summary>An answer to an attempt.</summary>
internal sealed record Answering(Asked To, byte[] Payload, ReplyStatus Status = ReplyStatus.Done);
