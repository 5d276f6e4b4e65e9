using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Understudy.SystemTests.Processes;

namespace Understudy.SystemTests.Orders;

/// <summary>
/// A PostgreSQL server of the test's own, in a folder that goes with it. It listens on a Unix socket in that folder
/// alone.
/// </summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    /// <summary>PostgreSQL does not run as root. Debian's package makes this user.</summary>
    private const string User = "postgres";

    private const string Versions = "/usr/lib/postgresql";

    private readonly string _folder = Directory.CreateTempSubdirectory("understudy-postgres-").FullName;

    private PostgresServer()
    {
    }

    public string ConnectionString => new NpgsqlConnectionStringBuilder
    {
        Host = _folder,
        Username = User,
        Database = User,
    }.ToString();

    private string Data => Path.Combine(_folder, "data");

    public static void SkipWhereNoneCanBeStarted()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "a PostgreSQL server of the test's own needs Linux");
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "a PostgreSQL server of the test's own needs root");
        Assert.SkipUnless(Directory.Exists(Versions), "needs Debian's package postgresql");
    }

    public static async Task<PostgresServer> StartAsync()
    {
        var server = new PostgresServer();
        try
        {
            await RunAsync("chown", User, server._folder);
            await RunAsUserAsync("initdb", "--no-sync", "--pgdata", server.Data, "--auth", "trust");
            await RunAsUserAsync(
                "pg_ctl", "start", "--wait", "--pgdata", server.Data, "--log", Path.Combine(server._folder, "log"),
                "--options", $"-k {server._folder} -c listen_addresses=''");
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (File.Exists(Path.Combine(Data, "postmaster.pid")))
            await RunAsUserAsync("pg_ctl", "stop", "--wait", "--mode", "fast", "--pgdata", Data);
        Directory.Delete(_folder, recursive: true);
    }

    private static Task RunAsUserAsync(string command, params string[] arguments)
    {
        string newest = Directory.EnumerateDirectories(Versions)
            .MaxBy(path => int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture))!;
        return RunAsync("runuser", ["-u", User, "--", Path.Combine(newest, "bin", command), .. arguments]);
    }

    private static async Task RunAsync(string command, params string[] arguments)
    {
        // Not from the folder of the tests, which that user may not be allowed to enter.
        var start = new ProcessStartInfo(command, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        await using ProgramProcess process = ProgramProcess.Start(start);
        if (await process.WaitForExitAsync() != 0)
            throw new InvalidOperationException($"{command} failed. It said:\n{process.Output}\n{process.Errors}");
    }
}
