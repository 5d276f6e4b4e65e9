using Understudy.SystemTests.Network;
using Understudy.SystemTests.Processes;

namespace Understudy.SystemTests.Load;

/// <summary>How many answers each request gets that is sent once, for the first in line alone.</summary>
internal sealed record ProbeCounts(int Asked, int AnsweredOnce, int AnsweredNot, int AnsweredTwice, int Wrong)
{
    public bool IsFlawless => Asked > 0 && AnsweredOnce == Asked && Wrong == 0;

    /// <summary>Asks for two seconds.</summary>
    /// <param name="options">Where the servers are.</param>
    /// <param name="host">The network namespace to ask from.</param>
    public static async Task<ProbeCounts> MeasureAsync(string options, NetworkNamespace host)
    {
        await using ProgramProcess probe = ProgramProcess.StartLab($"probe --rate 50 --duration 2s {options}", host);
        return await probe.ReadReportAsync<ProbeCounts>();
    }
}
