using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Understudy.Cli.Asking;
using Understudy.Cli.Commands;
using Understudy.Cli.Hosting;

namespace Understudy.Fuzzing.Targets;

/// <summary>
/// A server's answer, as <c>understudy calc</c> shows it: anybody on the network can send one. An input is one byte of
/// choices (rejected, JSON), the expression, a zero, and the answer. Not from a pipe, which is read by more than one
/// thread.
/// </summary>
internal sealed class AnswerTarget : FuzzTarget
{
    public const string TargetName = "answers";

    private const int Rejected = 1;
    private const int Json = 2;
    private const int Width = 40;

    private readonly AnyServer _server = new();
    private StringWriter _output = new();
    private StringWriter _error = new();
    private Task<int> _run = Task.FromResult(ExitCode.Ok);
    private int _choices;

    public override string Name => TargetName;

    public override int MaxLength => FrameTokens.MaxLength;

    /// <summary>The command with all of its help, and the text in its several forms.</summary>
    public override long MaxAllocatedBytes => 2 << 20;

    public override IReadOnlyList<byte[]> Tokens { get; } =
    [
        .. Words("syntax 1 30 31 divisionByZero 2147483647 Invalid Expression! 2.5 1/0 é 😀 "
            + "\u202E \u2028 \u00AD \uE000 \u0301 １"),
        [0], [0x1B, (byte)'['], [0xFF], [0xC2, 0x9B], [(byte)'\n'], [(byte)'\r'], [Json], [Rejected],
    ];

    public override void Prepare()
    {
        _output = new StringWriter { NewLine = "\n" };
        _error = new StringWriter { NewLine = "\n" };
    }

    public override void Run(ReadOnlyMemory<byte> input)
    {
        ReadOnlySpan<byte> bytes = input.Span;
        _choices = bytes.IsEmpty ? 0 : bytes[0];
        bytes = bytes.IsEmpty ? bytes : bytes[1..];
        int end = bytes.IndexOf((byte)0);
        string expression = Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
        _server.Payload = end < 0 ? [] : bytes[(end + 1)..].ToArray();
        _server.Status = Has(Rejected) ? HandlerStatus.Rejected : HandlerStatus.Ok;
        string[] arguments = Has(Json) ? ["calc", "-v", "--json", "--", expression] : ["calc", "-v", "--", expression];
        _run = CommandLine.RunAsync(arguments, new ProgramContext
        {
            Input = Stream.Null,
            Output = _output,
            Error = _error,
            Width = () => Width,
            Connect = _ => _server,
        });
    }

    public override void Verify(ReadOnlyMemory<byte> input)
    {
        Require(_run.IsCompletedSuccessfully, "an answer that is there is not waited for");
        string output = _output.ToString();
        string error = _error.ToString();
        Require(
            _run.Result is ExitCode.Ok or ExitCode.Rejected or ExitCode.Usage,
            $"an answer is a result or a rejection: {error}");
        RequireSafe(output);
        RequireSafe(error);
        int lines = output.Count(each => each == '\n');
        // What looks like a mistyped option is not asked for at all.
        bool isShown = _run.Result == ExitCode.Ok || (Has(Json) && _run.Result == ExitCode.Rejected);
        Require(lines == (isShown ? 1 : 0), "an answer is one line");
        if (!isShown || !Has(Json))
            return;
        using var json = JsonDocument.Parse(output);
        Require(json.RootElement.GetProperty("schema").GetInt32() == 1, "JSON tells its schema");
    }

    private static void RequireSafe(string text)
    {
        foreach (Rune rune in text.EnumerateRunes())
        {
            Require(
                rune.Value == '\n' || Rune.GetUnicodeCategory(rune) is not (
                    UnicodeCategory.Control or UnicodeCategory.Format
                    or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator),
                $"what is shown cannot move the cursor or hide: U+{rune.Value:X4}");
        }

        bool isWhole = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text;
        Require(isWhole, "no character is cut in two");
    }

    private bool Has(int choice) => (_choices & choice) != 0;

    /// <summary>Answers whatever the input says.</summary>
    private sealed class AnyServer : IUnderstudyClient
    {
        private static readonly Peer Sender = new(new IPEndPoint(IPAddress.Loopback, 4000));

        public byte[] Payload { get; set; } = [];

        public HandlerStatus Status { get; set; }

        public ClientStatistics Statistics => default;

        public Task<Reply> RequestAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
            => Task.FromResult(new Reply
            {
                Status = Status,
                Payload = Payload,
                Sender = Sender,
                ServerId = 1,
                Rank = 0,
                Attempts = 1,
                Elapsed = TimeSpan.FromMilliseconds(1),
            });

        public Task<Reply> RequestAsync(
            ReadOnlyMemory<byte> request, RequestOrder order, CancellationToken cancellationToken)
            => RequestAsync(request, cancellationToken);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
