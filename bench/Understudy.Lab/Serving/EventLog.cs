using System.Globalization;
using Understudy.Cli.Hosting;

namespace Understudy.Lab.Serving;

/// <summary>
/// What a server says: few events, each with the wall clock's time, for a script to tell how long things took.
/// </summary>
internal sealed class EventLog
{
    private readonly ProgramContext _context;
    private readonly Lock _lock = new();

    public EventLog(ProgramContext context) => _context = context;

    /// <summary>Writes <c>1795406400.123456 event</c>: seconds since 1970, as bash's EPOCHREALTIME has them.</summary>
    public void Write(string what)
    {
        TimeSpan time = _context.Time.GetUtcNow() - DateTimeOffset.UnixEpoch;
        lock (_lock)
        {
            _context.Error.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.000000} {what}"));
        }
    }
}
