using Understudy.SystemTests.Network;
using Understudy.SystemTests.Processes;

namespace Understudy.SystemTests.Programs;

/// <summary>Servers that were not given the same settings say so, each by the names of its options.</summary>
public class SettingsTests
{
    private readonly TestGroups _groups = TestGroups.Next();

    /// <summary>They both led, and both answered, for ever and without a word.</summary>
    [Fact]
    public async Task Servers_OfDifferentPeriods_BothSaySo()
    {
        await using ProgramProcess slow = Start("--id 1 --heartbeat 10s --max-servers 9");
        await using ProgramProcess fast = Start("--id 2 --heartbeat 200ms --countdown 6");
        await slow.Errors.WaitForAsync("--heartbeat 200ms, here 10s; --max-servers 255, here 9; --countdown 6, here 4");
        await fast.Errors.WaitForAsync("--heartbeat 10s, here 200ms; --max-servers 9, here 255; --countdown 4, here 6");
    }

    [Fact]
    public async Task Server_OfAnIdAboveTheHighest_IsSaidToBe()
    {
        await using ProgramProcess few = Start("--id 1 --max-servers 5");
        await few.Output.WaitForAsync("READY");
        await using ProgramProcess many = Start("--id 7");
        await few.Errors.WaitForAsync("IdOutOfRange: --max-servers must be the same on all servers");
    }

    private ProgramProcess Start(string options)
        => ProgramProcess.Start($"serve {options} {_groups.ServerOptions} --report 0");
}
