using System.Diagnostics;
using System.Text.Json;
using Understudy.SystemTests.Network;

namespace Understudy.SystemTests.Processes;

/// <summary>The program as a process of its own. Disposing it leaves no process behind.</summary>
internal sealed class ProgramProcess : IAsyncDisposable
{
    /// <summary>How long anything may take before a test fails. Never waited for in a test that passes.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private const string Program = "Understudy.Cli";
    private const string Laboratory = "Understudy.Lab";

    private readonly Process _process;
    private readonly Transcript _output = new();
    private readonly Transcript _errors = new();

    private ProgramProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => _output.Add(line.Data);
        _process.ErrorDataReceived += (_, line) => _errors.Add(line.Data);
    }

    /// <summary>What the program has printed on standard output.</summary>
    public Transcript Output => _output;

    /// <summary>What the program has printed on standard error.</summary>
    public Transcript Errors => _errors;

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public StreamWriter Input => _process.StandardInput;

    /// <summary>Starts <c>understudy</c> with these arguments.</summary>
    /// <param name="arguments">As typed in a shell, separated by single spaces.</param>
    /// <param name="networkNamespace">The host to run it on, or null for this machine.</param>
    public static ProgramProcess Start(string arguments, NetworkNamespace? networkNamespace = null)
        => Start(arguments.Split(' '), networkNamespace);

    public static ProgramProcess Start(IEnumerable<string> arguments, NetworkNamespace? networkNamespace = null)
        => Start(StartInfo(arguments, networkNamespace));

    /// <summary>Starts the laboratory of the fault tests with these arguments.</summary>
    public static ProgramProcess StartLab(string arguments, NetworkNamespace networkNamespace)
        => Start(StartInfo(arguments.Split(' '), networkNamespace, Laboratory));

    /// <summary>Starts any program whose outputs are redirected.</summary>
    public static ProgramProcess Start(ProcessStartInfo start)
    {
        ProgramProcess program = new(start);
        program._process.Start();
        program._process.BeginOutputReadLine();
        program._process.BeginErrorReadLine();
        return program;
    }

    /// <summary>A start that leaves the pipes to the caller, who may choose not to read them.</summary>
    public static ProcessStartInfo StartInfo(
        IEnumerable<string> arguments, NetworkNamespace? networkNamespace = null, string assembly = Program)
    {
        string program = Path.Combine(AppContext.BaseDirectory, assembly + ".dll");
        var start = new ProcessStartInfo
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] inside = networkNamespace is null ? [] : ["ip", "netns", "exec", networkNamespace.Name];
        string[] command = [.. inside, "dotnet", program, .. arguments];
        start.FileName = command[0];
        foreach (string argument in command.Skip(1))
            start.ArgumentList.Add(argument);
        foreach (string variable in start.Environment.Keys.ToArray())
        {
            if (variable.StartsWith("UNDERSTUDY_", StringComparison.Ordinal))
                start.Environment.Remove(variable);
        }

        return start;
    }

    /// <summary>Waits for the process to end by itself.</summary>
    /// <param name="longer">How much longer than the usual deadline it may take.</param>
    /// <returns>Its exit code.</returns>
    public async Task<int> WaitForExitAsync(TimeSpan longer = default)
    {
        try
        {
            await _process.WaitForExitAsync().WaitAsync(Deadline + longer, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"The process did not end. It said:\n{_output}\n{_errors}");
        }

        return _process.ExitCode;
    }

    /// <summary>Waits for a program that ends by itself and prints one line of JSON.</summary>
    /// <param name="longer">How much longer than the usual deadline it may take.</param>
    public async Task<T> ReadReportAsync<T>(TimeSpan longer = default)
    {
        int code = await WaitForExitAsync(longer);
        if (code != 0)
            throw new InvalidOperationException($"The process failed. It said:\n{_errors}");
        return JsonSerializer.Deserialize<T>(Assert.Single(_output.Lines), JsonSerializerOptions.Web)!;
    }

    public void Signal(UnixSignal signal) => signal.SendTo(_process.Id);

    /// <summary>
    /// Stops the process, and returns when each of its threads stands still: the signal alone does not wait.
    /// </summary>
    public void Pause()
    {
        Signal(UnixSignal.Stop);
        if (!SpinWait.SpinUntil(() => ThreadStates().All(state => state == 'T'), Deadline))
            throw new TimeoutException("The process did not stand still.");
    }

    /// <summary>kill -9</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>The state of each thread, as in "pid (name) state …"; the name may hold anything.</summary>
    private IEnumerable<char> ThreadStates()
        => Directory.EnumerateDirectories($"/proc/{Id}/task")
            .Select(task => File.ReadAllText(Path.Combine(task, "stat")))
            .Select(stat => stat[stat.LastIndexOf(')') + 2]);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }
}
