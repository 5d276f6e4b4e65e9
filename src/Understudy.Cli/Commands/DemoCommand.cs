using System.CommandLine;
namespace Understudy.Cli.Commands;
internal static class DemoCommand { public static Command Build(Surroundings surroundings) => new("demo", surroundings.Width().ToString()); }
