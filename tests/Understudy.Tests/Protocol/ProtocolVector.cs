using System.Globalization;
using Understudy.Tests.Repository;

namespace Understudy.Tests.Protocol;

/// <summary>A datagram in docs/protocol.md: its fields, in words, and its bytes.</summary>
/// <remarks>
/// A vector is a block between <c>```vector</c> and <c>```</c>: a name and a value on each line, the bytes last, on as
/// many lines as they need.
/// </remarks>
public sealed class ProtocolVector
{
    private readonly Dictionary<string, string> _fields = [];

    private ProtocolVector(string title, IEnumerable<string> lines)
    {
        Title = title;
        string hex = "";
        foreach (string line in lines)
        {
            string[] parts = line.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (line.StartsWith(' '))
                hex += line;
            else if (parts[0] == "bytes")
                hex = parts[1];
            else
                _fields.Add(parts[0], parts.Length > 1 ? parts[1] : "");
        }

        Datagram = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
    }

    public string Title { get; }

    public byte[] Datagram { get; }

    public IReadOnlyCollection<string> Names => _fields.Keys;

    public string this[string name] => _fields[name];

    public ulong Number(string name)
        => this[name].StartsWith("0x", StringComparison.Ordinal)
            ? ulong.Parse(this[name].AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
            : ulong.Parse(this[name], NumberStyles.None, CultureInfo.InvariantCulture);

    public override string ToString() => Title;

    public static IReadOnlyList<ProtocolVector> ReadAll()
    {
        var vectors = new List<ProtocolVector>();
        string title = "";
        string[] lines = ReadPage();
        for (int at = 0; at < lines.Length; at++)
        {
            if (lines[at].StartsWith("### ", StringComparison.Ordinal))
                title = lines[at][4..];
            if (lines[at] == "```vector")
                vectors.Add(new ProtocolVector(title, lines.Skip(at + 1).TakeWhile(line => line != "```")));
        }

        return vectors;
    }

    /// <summary>The lines of docs/protocol.md.</summary>
    public static string[] ReadPage() => File.ReadAllLines(Path.Combine(SourceTree.Root, "docs", "protocol.md"));
}
