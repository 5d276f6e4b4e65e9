using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Understudy.Tests.Repository;

/// <summary>Whatever is not public is there because something that ships uses it; tests do not count.</summary>
public class UnusedMemberTests
{
    private const string Looked = "The simulation and the tests look there at what an engine holds.";

    /// <summary>What nothing that ships names, and why it is there all the same.</summary>
    private static readonly Dictionary<string, string> UsedElsewhere = new()
    {
        ["System.Int32 Understudy.Client.ClientEngine::get_InFlight()"] = Looked,
        ["System.Int32 Understudy.Server.RequestDesk::get_Remembered()"] = Looked,
        ["System.Int32 Understudy.Server.RequestDesk::get_Waiting()"] = Looked,
        ["Understudy.Server.RequestJob Understudy.Server.RequestDesk::get_Inbox()"] = Looked,
        ["System.TimeSpan Understudy.Server.HeartbeatEngine::get_NextDue()"] = Looked,
        ["System.Void Understudy.GroupAddress/Converter::.ctor()"] = "[TypeConverter] names the type.",
    };

    private static readonly TypeDefinition[] Types =
        [.. CompiledCode.Shipped.SelectMany(CompiledCode.WrittenTypes).SelectMany(CompiledCode.WithNested)];

    /// <summary>Every member that an instruction of another member, or an attribute, names.</summary>
    private static readonly HashSet<string> Used =
    [
        .. CompiledCode.Shipped.SelectMany(module => module.GetTypes())
            .SelectMany(type => type.Methods)
            .Where(method => method.HasBody)
            .SelectMany(UsedIn),
        .. CompiledCode.Shipped.SelectMany(AttributesOf).Select(attribute => NameOf(attribute.Constructor)),
    ];

    private static readonly HashSet<string> Declared = [.. Types.SelectMany(type => type.Methods).Select(NameOf)];

    [Fact]
    public void Methods_ThatAreNotPublic_AreUsedByWhatShips() => Findings.AssertNone(Types
        .Where(type => !CompiledCode.IsGenerated(type))
        .SelectMany(type => type.Methods)
        .Where(method => !IsShown(method.DeclaringType, method.IsPublic || method.IsFamily))
        .Where(method => !IsCalledByTheRuntime(method) && !IsPartOfRecord(method))
        .Select(NameOf)
        .Where(IsUnused));

    [Fact]
    public void Fields_ThatAreNotPublic_AreUsedByWhatShips() => Findings.AssertNone(Types
        .Where(type => !CompiledCode.IsGenerated(type) && !type.IsEnum)
        .SelectMany(type => type.Fields)
        .Where(field => !IsShown(field.DeclaringType, field.IsPublic || field.IsFamily))
        .Where(field => !CompiledCode.IsGenerated(field) && !field.HasConstant)
        .Select(NameOf)
        .Where(IsUnused));

    [Fact]
    public void Exceptions_AreOfMembersThatAreThereAndUnused()
        => Findings.AssertNone(UsedElsewhere.Keys.Where(name => Used.Contains(name) || !Declared.Contains(name)));

    private static bool IsUnused(string name) => !Used.Contains(name) && !UsedElsewhere.ContainsKey(name);

    /// <summary>A method that only calls itself is not used.</summary>
    private static IEnumerable<string> UsedIn(MethodDefinition method) => method.Body.Instructions
        .Where(instruction => instruction.OpCode.Code is not (Code.Stfld or Code.Stsfld))
        .Select(instruction => instruction.Operand)
        .OfType<MemberReference>()
        .Where(member => member is MethodReference or FieldReference)
        .Select(NameOf)
        .Where(name => name != NameOf(method));

    private static IEnumerable<CustomAttribute> AttributesOf(ModuleDefinition module) =>
    [
        .. module.GetTypes().SelectMany(type => type.CustomAttributes),
        .. module.GetTypes().SelectMany(type => type.Methods).SelectMany(method => method.CustomAttributes),
        .. module.GetTypes().SelectMany(type => type.Properties).SelectMany(property => property.CustomAttributes),
        .. module.GetTypes().SelectMany(type => type.Fields).SelectMany(field => field.CustomAttributes),
    ];

    /// <summary>The name of the member as it was declared: of the list, not of the list of numbers.</summary>
    private static string NameOf(MemberReference member) => member switch
    {
        MethodReference method => (method.GetElementMethod().Resolve() ?? method).FullName,
        FieldReference field => (field.Resolve() ?? field).FullName,
        _ => member.FullName,
    };

    /// <summary>Whether users of the package see the member of this type.</summary>
    private static bool IsShown(TypeDefinition type, bool isVisible)
        => isVisible && (type.IsPublic || (type.IsNestedPublic && IsShown(type.DeclaringType, isVisible: true)));

    /// <summary>By an interface, a base class, the start of the program or of a type.</summary>
    private static bool IsCalledByTheRuntime(MethodDefinition method)
        => (method.IsVirtual && method.IsReuseSlot)
        || (method.IsVirtual && method.IsNewSlot && method.DeclaringType is { IsInterface: false, HasInterfaces: true })
        || method.HasOverrides
        || (method.IsConstructor && method.IsStatic)
        || method == method.Module.EntryPoint
        || CompiledCode.IsGenerated(method);

    /// <summary>A record gets members that nobody wrote, and its values serve its equality and its text.</summary>
    private static bool IsPartOfRecord(MethodDefinition method)
        => method.DeclaringType.Methods.Any(each => each.Name is "PrintMembers")
        && (method.IsConstructor || method.IsGetter || method.IsSetter);
}
