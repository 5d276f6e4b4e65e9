using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Understudy.Fuzzing.Coverage;

/// <summary>Rewrites assemblies so that every block of instructions in them reports to <see cref="Trace"/>.</summary>
/// <remarks>
/// The numbers of the blocks are those of their order, spread over 16 bits, so the same build has the same numbers
/// and a seed replays the same run. docs/decisions/0007 says why this is not left to SharpFuzz.
/// </remarks>
internal sealed class Instrumenter
{
    /// <summary>
    /// An odd factor, so that 65,536 numbers in a row become as many different ones, far from each other.
    /// </summary>
    private const int Spread = 40_503;

    private int _blocks;

    /// <summary>Rewrites one assembly in place.</summary>
    /// <param name="file">The assembly.</param>
    /// <param name="choose">Which of its types, by full name.</param>
    public void Rewrite(string file, Func<string, bool> choose)
    {
        // Read at once and not while it is written: the result takes the place of the source.
        using var module = ModuleDefinition.ReadModule(file, new ReaderParameters { InMemory = true });
        MethodReference enter = module.ImportReference(typeof(Trace).GetMethod(nameof(Trace.Enter)));
        foreach (TypeDefinition type in module.GetTypes().Where(type => choose(type.FullName)))
        {
            foreach (MethodDefinition method in type.Methods.Where(method => method.HasBody))
                Rewrite(method.Body, enter);
        }

        module.Write(file);
    }

    private void Rewrite(MethodBody body, MethodReference enter)
    {
        // Branches in their long form, since what is put in between makes them longer.
        body.SimplifyMacros();
        ILProcessor writer = body.GetILProcessor();
        foreach (Instruction start in BlockStarts(body))
        {
            // The old instruction becomes the call's argument and is repeated behind it: whatever pointed at it, a
            // branch or the edge of a try block, then points at the report without being touched.
            Instruction moved = Copy(start);
            start.OpCode = OpCodes.Ldc_I4;
            start.Operand = NextNumber();
            Instruction call = writer.Create(OpCodes.Call, enter);
            writer.InsertAfter(start, call);
            writer.InsertAfter(call, moved);
        }

        body.OptimizeMacros();
    }

    /// <summary>
    /// The first instruction, and those to which a branch may lead or which follow one that may not be taken.
    /// </summary>
    private static List<Instruction> BlockStarts(MethodBody body)
    {
        HashSet<Instruction> starts = [body.Instructions[0]];
        foreach (Instruction each in body.Instructions)
        {
            if (each.Operand is Instruction target)
                starts.Add(target);
            if (each.Operand is Instruction[] targets)
                starts.UnionWith(targets);
            if (each.OpCode.FlowControl == FlowControl.Cond_Branch)
                starts.Add(each.Next);
        }

        starts.UnionWith(body.ExceptionHandlers.Select(handler => handler.HandlerStart));
        // A prefix and the instruction it belongs to are one.
        return [.. body.Instructions.Where(each
            => starts.Contains(each) && each.Previous?.OpCode.OpCodeType != OpCodeType.Prefix)];
    }

    private static Instruction Copy(Instruction source)
    {
        var copy = Instruction.Create(OpCodes.Nop);
        copy.OpCode = source.OpCode;
        copy.Operand = source.Operand;
        return copy;
    }

    private int NextNumber() => (ushort)(++_blocks * Spread);
}
