using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Understudy.Tests.Repository;

/// <summary>
/// The types that a type, or one inside it, refers to: in signatures, fields, locals and instructions.
/// </summary>
internal static class TypeUse
{
    public static HashSet<string> NamesUsedBy(TypeDefinition type)
        => [.. UsedBy(type).Select(used => used.FullName)];

    public static IEnumerable<TypeReference> UsedBy(TypeDefinition type)
        => CompiledCode.WithNested(type).SelectMany(Direct).SelectMany(Parts);

    private static IEnumerable<TypeReference?> Direct(TypeDefinition type) =>
    [
        type.BaseType,
        .. type.Interfaces.Select(each => each.InterfaceType),
        .. type.GenericParameters.SelectMany(each => each.Constraints).Select(each => each.ConstraintType),
        .. type.Fields.Select(field => field.FieldType),
        .. type.Methods.SelectMany(Signature),
        .. type.Methods.Where(method => method.HasBody).SelectMany(InBody),
    ];

    private static IEnumerable<TypeReference?> Signature(IMethodSignature method)
        => [method.ReturnType, .. method.Parameters.Select(parameter => parameter.ParameterType)];

    private static IEnumerable<TypeReference?> InBody(MethodDefinition method) =>
    [
        .. method.Body.Variables.Select(local => local.VariableType),
        .. method.Body.ExceptionHandlers.Select(handler => handler.CatchType),
        .. method.Body.Instructions.SelectMany(InOperand),
    ];

    private static IEnumerable<TypeReference?> InOperand(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        GenericInstanceMethod method => [method.DeclaringType, .. method.GenericArguments, .. Signature(method)],
        MethodReference method => [method.DeclaringType, .. Signature(method)],
        _ => [],
    };

    /// <summary>A list of things is the list and the things.</summary>
    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => [generic.ElementType, .. generic.GenericArguments.SelectMany(Parts)],
        IModifierType modified => [.. Parts(modified.ElementType), .. Parts(modified.ModifierType)],
        TypeSpecification made => Parts(made.ElementType),
        { DeclaringType: { } outer } => [type, .. Parts(outer)],
        _ => [type],
    };
}
