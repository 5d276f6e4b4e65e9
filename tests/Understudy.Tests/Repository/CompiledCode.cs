using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Understudy.Tests.Repository;

/// <summary>What is in the assemblies that ship, as the compiler made them.</summary>
internal static class CompiledCode
{
    private static readonly string[] Names =
        ["Understudy", "Understudy.Calculator", "Understudy.Cli", "Understudy.Hosting", "Understudy.Testing"];

    /// <summary>Every assembly that ships and lies beside the tests.</summary>
    public static ModuleDefinition[] Shipped { get; } = Read();

    public static ModuleDefinition Library { get; } = Shipped.Single(module => NameOf(module) == "Understudy");

    public static string NameOf(ModuleDefinition module) => module.Assembly.Name.Name;

    /// <summary>Types that somebody wrote: those inside them, and what generators add, are left out.</summary>
    public static IEnumerable<TypeDefinition> WrittenTypes(ModuleDefinition module)
        => module.Types.Where(type => !IsGenerated(type) && !type.Name.StartsWith('<'));

    /// <summary>A type and all types in it, those too that the compiler made of lambdas.</summary>
    public static IEnumerable<TypeDefinition> WithNested(TypeDefinition type)
        => [type, .. type.NestedTypes.SelectMany(WithNested)];

    public static IEnumerable<Instruction> Instructions(TypeDefinition type)
        => type.Methods.Where(method => method.HasBody).SelectMany(method => method.Body.Instructions);

    public static bool IsGenerated(ICustomAttributeProvider part) => Has(part, "CompilerGeneratedAttribute")
        || (Has(part, "GeneratedCodeAttribute") && !Has(part, "LoggerMessageAttribute"));

    public static bool Has(ICustomAttributeProvider part, string attribute)
        => part.CustomAttributes.Any(each => each.AttributeType.Name == attribute);

    private static ModuleDefinition[] Read()
    {
        var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(AppContext.BaseDirectory);
        resolver.AddSearchDirectory(Path.GetDirectoryName(typeof(object).Assembly.Location));
        var how = new ReaderParameters { AssemblyResolver = resolver };
        return [.. Names.Select(name => Path.Combine(AppContext.BaseDirectory, name + ".dll"))
            .Where(File.Exists)
            .Select(file => ModuleDefinition.ReadModule(file, how))];
    }
}
