using System.Text;
using Understudy.Cli.Commands;
using Understudy.Cli.Hosting;

var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
using var signals = new SignalWatch();
bool dumb = Environment.GetEnvironmentVariable("TERM") is "dumb";
var output = new StreamWriter(new StandardOutput(), utf8);
int code = await CommandLine.RunAsync(
    args,
    new ProgramContext
    {
        Input = Console.OpenStandardInput(),
        Output = output,
        Error = Console.Error,
        IsInteractive = !Console.IsInputRedirected && !Console.IsErrorRedirected && !dumb,
        IsErrorTerminal = !Console.IsErrorRedirected && !dumb,
        HasColour = !Console.IsErrorRedirected && !dumb
            && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
        Width = TerminalWidth,
        Environment = Environment.GetEnvironmentVariable,
        Stopping = signals.Stopping,
    }).ConfigureAwait(false);
return signals.Received ?? code;

static int TerminalWidth()
{
    if (Console.IsErrorRedirected && Console.IsOutputRedirected)
        return 80;
    int width = Console.WindowWidth;
    return width > 0 ? width : 80;
}
