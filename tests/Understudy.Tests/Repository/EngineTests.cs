using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Understudy.Tests.Repository;

/// <summary>Engines decide and drivers act, as the compiled library shows by the types that it uses.</summary>
public class EngineTests
{
    /// <summary>A folder may use the folders before it, and none after it.</summary>
    private static readonly string[] Flow =
        ["Transport", "Protocol", "Membership", "Server", "Client", "Diagnostics", "Driving"];

    private static readonly string[] Engines = ["Protocol", "Membership", "Server", "Client"];

    private static readonly string[] ForbiddenToEngines =
    [
        "System.TimeProvider", "System.Threading.Thread", "System.Threading.Tasks.", "Microsoft.Extensions.Logging.",
        "System.Net.", "System.Diagnostics.Metrics.",
    ];

    private static readonly string[] TimeAndThreads =
        ["System.TimeProvider", "System.Threading.Thread", "System.Threading.Tasks.TaskFactory"];

    /// <summary>Two put the rest together, two show a handler its request; they use what they need of it.</summary>
    private static readonly string[] Facades =
        ["UnderstudyServer", "UnderstudyClient", "RequestContext", "ReplyWriter"];

    private static readonly TypeDefinition[] Types = [.. CompiledCode.WrittenTypes(CompiledCode.Library)];

    private static readonly HashSet<string> Inside =
        [.. Types.SelectMany(CompiledCode.WithNested).Where(type => type.IsNotPublic).Select(type => type.FullName)];

    [Fact]
    public void Engines_ByTheTypesTheyUse_KnowNoTimeNoThreadNoLogAndNoNetwork()
        => Findings.AssertNone(Uses(Types.Where(type => Engines.Contains(Folder(type))), IsForbidden));

    [Fact]
    public void TimeAndThreads_BesidesOptionsAndFacades_AreUsedByDriversAlone()
        => Findings.AssertNone(Uses(
            Types.Where(type => Folder(type) != "Driving" && !IsFacade(type)),
            name => TimeAndThreads.Contains(name)));

    [Fact]
    public void Tasks_AreStartedByDriversAlone() => Findings.AssertNone(Types
        .Where(type => Folder(type) != "Driving" && !IsFacade(type))
        .Where(type => CompiledCode.WithNested(type).SelectMany(CompiledCode.Instructions).Any(StartsTask))
        .Select(type => $"{type.FullName} starts a task"));

    [Fact]
    public void Sockets_AreTouchedInTransportAlone()
        => Findings.AssertNone(Uses(
            Types.Where(type => Folder(type) != "Transport"), name => name == "System.Net.Sockets.Socket"));

    [Fact]
    public void Folders_ByTheTypesTheyUse_UseOnlyTheFoldersBeforeThem()
    {
        Assert.Equal(Flow.Order(), Types.Select(Folder).OfType<string>().Distinct().Order());
        Findings.AssertNone(Types.Where(type => !IsFacade(type)).SelectMany(TooFar));
    }

    [Fact]
    public void Command_OfWhatIsNotPublicInTheLibrary_UsesPrintableAlone() => Findings.AssertNone(CompiledCode.Shipped
        .Where(module => CompiledCode.NameOf(module) == "Understudy.Cli")
        .SelectMany(CompiledCode.WrittenTypes)
        .SelectMany(type => TypeUse.UsedBy(type).Select(used => (type, used)))
        .Where(use => Inside.Contains(use.used.FullName) && use.used.FullName != "Understudy.Printable")
        .Select(use => $"{use.type.FullName} uses {use.used.FullName}"));

    /// <summary>What a type uses of the folders after its own. The root is before all of them.</summary>
    private static IEnumerable<string> TooFar(TypeDefinition type)
    {
        int place = Array.IndexOf(Flow, Folder(type));
        return TypeUse.UsedBy(type)
            .Where(used => Array.IndexOf(Flow, Folder(used)) > place)
            .Select(used => $"{type.FullName} uses {used.FullName}")
            .Distinct();
    }

    private static string[] Uses(IEnumerable<TypeDefinition> types, Func<string, bool> isForbidden) =>
    [
        .. types.SelectMany(type => TypeUse.NamesUsedBy(type)
            .Where(isForbidden)
            .Select(name => $"{type.FullName} uses {name}")),
    ];

    private static bool IsForbidden(string name) => ForbiddenToEngines.Any(
        part => part.EndsWith('.') ? name.StartsWith(part, StringComparison.Ordinal) : name == part);

    private static bool StartsTask(Instruction instruction) => instruction.Operand
        is MethodReference { Name: "Run", DeclaringType.FullName: "System.Threading.Tasks.Task" };

    private static bool IsFacade(TypeDefinition type) => Folder(type) is null
        && (Facades.Contains(type.Name) || type.Name.EndsWith("Options", StringComparison.Ordinal));

    private static string? Folder(TypeReference type)
    {
        while (type.DeclaringType is { } outer)
            type = outer;
        string[] parts = type.Namespace.Split('.');
        return parts is ["Understudy", { } folder, ..] && Flow.Contains(folder) ? folder : null;
    }
}
