namespace Understudy.Cli.Rendering;
internal sealed record DemoReport(int Schema);
