using Understudy.SystemTests.Network;
using Understudy.SystemTests.Processes;

namespace Understudy.SystemTests.Programs;

/// <summary><c>understudy serve --id auto</c>: real processes, started at once.</summary>
public class AutomaticIdTests
{
    private const int Servers = 5;

    private readonly TestGroups _groups = TestGroups.Next();

    [Fact]
    public async Task Servers_StartedTogether_EachTakeAnIdOfTheirOwn()
    {
        ProgramProcess[] servers = [.. Enumerable.Range(0, Servers).Select(_ => Start())];
        try
        {
            foreach (ProgramProcess server in servers)
                await server.Output.WaitForAsync("READY");
            Assert.Equal(Enumerable.Range(1, Servers).Select(id => $"READY id={id}"), ReadyLines(servers).Order());

            ProgramProcess lead = servers.Single(server => ReadyLine(server) == "READY id=1");
            await lead.KillAsync();
            await using ProgramProcess successor = Start();
            await successor.Output.WaitForAsync("READY");
            Assert.Equal("READY id=1", ReadyLine(successor));
        }
        finally
        {
            foreach (ProgramProcess server in servers)
                await server.DisposeAsync();
        }
    }

    private static IEnumerable<string> ReadyLines(ProgramProcess[] servers) => servers.Select(ReadyLine);

    private static string ReadyLine(ProgramProcess server)
    {
        string ready = server.Output.Lines.Single(line => line.StartsWith("READY", StringComparison.Ordinal));
        return string.Join(' ', ready.Split(' ')[..2]);
    }

    private ProgramProcess Start() => ProgramProcess.Start($"serve --id auto {_groups.ServerOptions}");
}
