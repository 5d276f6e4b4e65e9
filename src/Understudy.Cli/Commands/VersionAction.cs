using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;
using Understudy.Cli.Hosting;

namespace Understudy.Cli.Commands;

/// <summary>Prints the version on one line.</summary>
internal sealed class VersionAction : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        string version = typeof(VersionAction).Assembly
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        parseResult.InvocationConfiguration.Output.WriteLine("understudy " + version.Split('+')[0]);
        return ExitCode.Ok;
    }
}
