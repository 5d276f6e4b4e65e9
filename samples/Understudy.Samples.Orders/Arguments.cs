using System.Globalization;

namespace Understudy.Samples.Orders;

/// <summary>A command, perhaps a word after it, and options such as <c>--id 1</c>.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> _options = [];

    public Arguments(string[] args)
    {
        var words = new List<string>();
        for (int i = 0; i < args.Length; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
                words.Add(args[i]);
            else if (i + 1 < args.Length && !args[i + 1].StartsWith("--", StringComparison.Ordinal))
                _options[args[i]] = args[++i];
            else
                _options[args[i]] = "";
        }

        Words = [.. words];
    }

    public string[] Words { get; }

    public bool Has(string option) => _options.ContainsKey(option);

    public string Text(string option, string usual) => _options.GetValueOrDefault(option, usual);

    public int Number(string option, int usual)
        => _options.TryGetValue(option, out string? text) ? int.Parse(text, CultureInfo.InvariantCulture) : usual;

    /// <summary>Where the group is: on loopback by default.</summary>
    public NetworkOptions Network()
    {
        var network = new NetworkOptions { Interface = Text("--interface", NetworkOptions.Loopback) };
        if (Has("--group"))
            network.RequestGroup = GroupAddress.Parse(Text("--group", ""));
        if (Has("--heartbeat-group"))
            network.HeartbeatGroup = GroupAddress.Parse(Text("--heartbeat-group", ""));
        return network;
    }
}
