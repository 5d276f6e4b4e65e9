using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Understudy.SystemTests.Network;
using Understudy.SystemTests.Processes;

namespace Understudy.SystemTests.Classic;

/// <summary>What no datagram and no start may do to a server.</summary>
public class BadInputTests
{
    private readonly TestGroups _groups = TestGroups.Next();

    public static TheoryData<byte[]> BadRequests => new(
        [], [0xFF, 0xFE, 0x00], [0x00], [0x1B, (byte)'[', (byte)'2', (byte)'J'], [0xD5, 1, 2, 0, 0, 0, 0, 0],
        new byte[1201], new byte[65_507]);

    public static TheoryData<string> BadHeartbeats => new(
        "", "-1", "99999999999", "1 ", " 1", "１", "0x1", "256", "1\n", "zwei", new string('1', 60_000));

    [Fact]
    public async Task Server_AfterEveryBadDatagramOnEitherGroup_AnswersAndStillBeats()
    {
        await using ProgramProcess server = await StartServerAsync();
        using RawSocket client = RawSocket.Sender();
        using RawSocket listener = RawSocket.Listener(_groups.Heartbeats);
        foreach (byte[] datagram in BadRequests.Select(row => row.Data))
            client.Send(datagram, _groups.Requests);
        foreach (string text in BadHeartbeats.Select(row => row.Data))
            client.Send(text, _groups.Heartbeats);

        Assert.Equal("2", await client.AskAsync("1+1", _groups.Requests, ProgramProcess.Deadline));
        while ((await listener.ReceiveAsync(ProgramProcess.Deadline))?.Text != "2")
        {
            // The bad ones, which this listener hears as well.
        }

        Assert.False(server.HasExited);
    }

    [Theory]
    [MemberData(nameof(BadRequests))]
    public async Task Server_SentABadRequest_SaysWhoSentIt(byte[] datagram)
    {
        await using ProgramProcess server = await StartServerAsync();
        using RawSocket client = RawSocket.Sender();
        client.Send(datagram, _groups.Requests);
        await server.Errors.WaitForAsync($"{client.Address} sent ");
    }

    [Fact]
    public async Task Server_FloodedByOneSender_ReportsItOnceASecond()
    {
        await using ProgramProcess server = await StartServerAsync();
        using RawSocket client = RawSocket.Sender();
        for (int sent = 0; sent < 500; sent++)
            client.Send("-1", _groups.Heartbeats);
        client.Send("5", _groups.Heartbeats);
        await server.Errors.WaitForAsync("server 5: Disconnected -> Active");

        string start = $"{client.Address} sent ";
        Assert.InRange(server.Errors.Lines.Count(line => line.Contains(start, StringComparison.Ordinal)), 1, 2);
    }

    [Fact]
    public async Task Server_WhoseLogIsNotRead_GoesOnAnswering()
    {
        using var server = System.Diagnostics.Process.Start(
            ProgramProcess.StartInfo($"serve --id 2 {_groups.ClassicServerOptions} --heartbeat 200ms".Split(' ')))!;
        try
        {
            string? line = await server.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            Assert.StartsWith("READY", line, StringComparison.Ordinal);

            // A pipe holds 64 KiB; each request writes a line of more than 60 bytes.
            using RawSocket client = RawSocket.Sender();
            for (int asked = 0; asked < 3000; asked++)
                Assert.Equal("2", await client.AskAsync("1+1", _groups.Requests, ProgramProcess.Deadline));
        }
        finally
        {
            server.Kill();
        }
    }

    [Fact]
    public async Task Serve_OnAPortHeldByAnExclusiveSocket_SaysWhatToChange()
    {
        using var holder = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        holder.Bind(new IPEndPoint(IPAddress.Any, _groups.Requests.Port));
        await AssertFailsAsync(
            $"serve --id 1 {_groups.ClassicServerOptions}",
            1,
            $"Port {_groups.Requests.Port} is held by a program that does not share it");
    }

    [Theory]
    [InlineData(
        "serve --id 1 --interface nosuch0 --wait-for-network 0",
        1,
        "There is no network interface 'nosuch0' (--interface)")]
    [InlineData("calc 1+1 --interface nosuch0", 1, "There is no network interface 'nosuch0' (--interface)")]
    [InlineData("serve --id 1 --group 10.0.0.1:5107", 2, "is not an IPv4 multicast group")]
    [InlineData("serve", 2, "1 to 255")]
    [InlineData("serve --id 0", 2, "1 to 255")]
    [InlineData("serve --id -3", 2, "1 to 255")]
    [InlineData("serve --id 256", 2, "1 to 255")]
    [InlineData("serve --id 6 --max-servers 5", 2, "1 to 5")]
    [InlineData("serve --id two", 2, "1 to 255")]
    [InlineData("calk 1+1", 2, "calc")]
    public async Task Program_StartedWrongly_SaysWhyInASentence(string arguments, int exitCode, string words)
        => await AssertFailsAsync(arguments, exitCode, words);

    /// <summary>
    /// It failed in whatever words the part that could not be loaded had; some of them were a trace of the stack.
    /// </summary>
    [Fact]
    public async Task Program_ThatMayOpenTooFewFiles_SaysSoFirst()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the limit is looked at on Linux");
        ProcessStartInfo program = ProgramProcess.StartInfo(["version"]);
        string[] limited = ["-c", "ulimit -n 120 && exec \"$0\" \"$@\"", program.FileName, .. program.ArgumentList];
        program.FileName = "sh";
        program.ArgumentList.Clear();
        foreach (string argument in limited)
            program.ArgumentList.Add(argument);

        await using ProgramProcess version = ProgramProcess.Start(program);
        Assert.Equal(0, await version.WaitForExitAsync());
        Assert.StartsWith("understudy: only 120 files may be open at once", Assert.Single(version.Errors.Lines));
    }

    private static async Task AssertFailsAsync(string arguments, int exitCode, string words)
    {
        await using ProgramProcess program = ProgramProcess.Start(arguments);
        Assert.Equal(exitCode, await program.WaitForExitAsync());
        Assert.Empty(program.Output.Lines);
        Assert.Contains(words, program.Errors.ToString(), StringComparison.Ordinal);
        Assert.InRange(program.Errors.Lines.Length, 1, 5);
    }

    private async Task<ProgramProcess> StartServerAsync()
    {
        ProgramProcess server = ProgramProcess.Start($"serve --id 2 {_groups.ClassicServerOptions} --heartbeat 200ms");
        await server.Output.WaitForAsync("READY");
        return server;
    }
}
