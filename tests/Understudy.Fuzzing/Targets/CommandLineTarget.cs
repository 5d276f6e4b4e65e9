using System.Text;
using Understudy.Cli.Commands;
using Understudy.Cli.Hosting;

namespace Understudy.Fuzzing.Targets;

/// <summary>
/// The command line, as far as the settings of a command, without running it. An input has an argument on each line; a
/// line that begins with <c>UNDERSTUDY_</c> is an environment variable and its value.
/// </summary>
internal sealed class CommandLineTarget : FuzzTarget
{
    public const string TargetName = "command-line";

    private const int MaxErrorLines = 5;

    private StringWriter _output = new();
    private StringWriter _error = new();
    private Task<int> _run = Task.FromResult(ExitCode.Ok);

    public override string Name => TargetName;

    public override int MaxLength => 1024;

    /// <summary>Every command and all of its help is built anew.</summary>
    public override long MaxAllocatedBytes => 2 << 20;

    public override IReadOnlyList<byte[]> Tokens { get; } =
    [
        .. Words("serve calc demo bench --id --interface --group --heartbeat-group --cluster --ttl --classic "
            + "--heartbeat --countdown --active-from --eligible-from --max-servers --igmp-refresh --report "
            + "--log-format --log-level --stop-with-stdin --timeout --spread --json --verbose -v --servers "
            + "--kill-every --duration --rate --concurrency --expression --help --version -h -? -- = : @x "
            + "[suggest] 1 0 255 256 -1 2147483648 1s 250ms 1.5h 239.255.77.1:5107 224.0.0.1:1 text json debug "
            + "UNDERSTUDY_ID=1 UNDERSTUDY_JSON=2 UNDERSTUDY_TTL= 1+1 -2**2"),
        [(byte)'\n'], [(byte)' '], "\n--"u8.ToArray(), "\nUNDERSTUDY_"u8.ToArray(),
    ];

    public override void Prepare()
    {
        _output = new StringWriter { NewLine = "\n" };
        _error = new StringWriter { NewLine = "\n" };
    }

    public override void Run(ReadOnlyMemory<byte> input)
    {
        string[] lines = Encoding.UTF8.GetString(input.Span).Split('\n');
        ILookup<bool, string> kinds = lines.ToLookup(
            line => line.StartsWith(SettingVariable.Prefix, StringComparison.Ordinal));
        string? Variable(string name)
            => kinds[true].LastOrDefault(line => line.StartsWith(name + "=", StringComparison.Ordinal))
            ?[(name.Length + 1)..];
        _run = CommandLine.RunAsync(
            [.. kinds[false]],
            new ProgramContext
            {
                Input = Stream.Null,
                Output = _output,
                Error = _error,
                Environment = Variable,
                IsRehearsal = true,
            });
    }

    public override void Verify(ReadOnlyMemory<byte> input)
    {
        Require(_run.IsCompletedSuccessfully, "a rehearsal waits for nothing");
        string error = _error.ToString();
        Require(!error.StartsWith("understudy: unexpected ", StringComparison.Ordinal), error);
        Require(_run.Result is ExitCode.Ok or ExitCode.Failure or ExitCode.Usage, "the exit code is a known one");
        if (_run.Result == ExitCode.Ok)
        {
            Require(error.Length == 0, "what is right gives no message");
            return;
        }

        Require(_output.GetStringBuilder().Length == 0, "a message is not for standard output");
        Require(error.Count(each => each == '\n') is >= 1 and <= MaxErrorLines, "a message has one to five lines");
        Require(!error.Any(each => char.IsControl(each) && each != '\n'), "a message is safe to show");
    }
}
