using Parlot;
using Parlot.Fluent;

namespace Understudy.Calculator.Syntax;

/// <summary>What a parse knows besides its position: how deep it is nested, and the first thing it could not accept.</summary>
internal sealed class ArithmeticContext : ParseContext
{
    public ArithmeticContext(string text)
        : base(new Scanner(text)) => WhiteSpaceParser = Blanks.Instance;

    /// <summary>The text that is parsed.</summary>
    public string Text => Scanner.Buffer;

    /// <summary>The start of the furthest token that the parse has looked at: there a text goes wrong that does.</summary>
    public int Furthest { get; set; }

    /// <summary>Parentheses, signs and powers that are open here.</summary>
    public int Depth { get; set; }

    /// <summary>Parentheses alone that are open here: inside of them line ends are blanks.</summary>
    public int Parentheses { get; set; }

    /// <summary>Why no alternative can save the parse, when there is a reason better than "no alternative matched".</summary>
    public CalculationError? Error { get; private set; }

    /// <summary>Records an error, unless an earlier one stands, which stopped the parse already.</summary>
    public void Fail(CalculationErrorCode code, string message, int offset) =>
        Error ??= new CalculationError(code, message, offset + 1);
}
