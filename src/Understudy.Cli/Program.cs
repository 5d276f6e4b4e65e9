using System.Text;
using Understudy.Cli.Commands;
using Understudy.Cli.Hosting;

if (!StandardHandle.IsGiven(StandardHandle.Error))
    Console.SetError(TextWriter.Null);
if (OpenFiles.Warning() is { } tooFew)
    Console.Error.WriteLine(tooFew);
var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
using var signals = new SignalWatch();
bool dumb = Environment.GetEnvironmentVariable("TERM") is "dumb";
bool hasInput = StandardHandle.IsGiven(StandardHandle.Input);
bool isErrorTerminal = StandardHandle.IsGiven(StandardHandle.Error) && !Console.IsErrorRedirected && !dumb;
var output = new StreamWriter(new StandardOutput(), utf8);
int code = await CommandLine.RunAsync(
    args,
    new ProgramContext
    {
        Input = hasInput ? Console.OpenStandardInput() : new ClosedInput(),
        Output = output,
        Error = Console.Error,
        IsInteractive = hasInput && !Console.IsInputRedirected && isErrorTerminal,
        IsErrorTerminal = isErrorTerminal,
        HasColour = isErrorTerminal && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
        Width = TerminalWidth,
        Environment = Environment.GetEnvironmentVariable,
        Variables = [.. Environment.GetEnvironmentVariables().Keys.Cast<string>()],
        Stopping = signals.Stopping,
    }).ConfigureAwait(false);

// What was asked for may have been done all the same, or have been to go on until the signal.
return code == ExitCode.Interrupted ? signals.Received ?? code : code;

static int TerminalWidth()
{
    if (Console.IsErrorRedirected && Console.IsOutputRedirected)
        return 80;
    int width = Console.WindowWidth;
    return width > 0 ? width : 80;
}
