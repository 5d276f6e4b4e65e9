using System.Text.RegularExpressions;
using Mono.Cecil;

namespace Understudy.Tests.Repository;

/// <summary>One name for one thing, and the thing where its name says.</summary>
public partial class NameTests
{
    [Fact]
    public void Types_OfOneAssembly_EachHaveANameOfTheirOwn() => Findings.AssertNone(CompiledCode.Shipped
        .SelectMany(module => CompiledCode.WrittenTypes(module).GroupBy(type => type.Name))
        .Where(types => types.Count() > 1)
        .Select(types => string.Join(" and ", types.Select(type => type.FullName))));

    [Fact]
    public void Types_ThatArePublic_AreInTheNamespaceOfTheirPackage() => Findings.AssertNone(CompiledCode.Shipped
        .SelectMany(module => module.Types.Where(type => type.Namespace != CompiledCode.NameOf(module)))
        .Where(type => type.IsPublic && !IsExtensionOfAHost(type))
        .Select(type => type.FullName));

    [Fact]
    public void Files_WithTypes_BearTheNameOfTheFirst() => Findings.AssertNone(SourceTree.Production()
        .Where(file => FirstType().Match(File.ReadAllText(file)) is { Success: true } first
            && first.Groups["name"].Value != Path.GetFileNameWithoutExtension(file).Split('.')[0])
        .Select(SourceTree.Relative));

    /// <summary>By custom those are where every host looks for such calls.</summary>
    private static bool IsExtensionOfAHost(TypeDefinition type)
        => type.Namespace == "Microsoft.Extensions.DependencyInjection"
        && type.Name.EndsWith("Extensions", StringComparison.Ordinal);

    [GeneratedRegex(
        @"^(?:[a-z]+ )*(?:class|struct|interface|enum|record|delegate [\w<>?]+) (?<name>(?!struct|class)\w+)",
        RegexOptions.Multiline)]
    private static partial Regex FirstType();
}
