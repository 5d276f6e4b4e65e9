using Parlot;
using Parlot.Fluent;

namespace Understudy.Calculator.Syntax;

/// <summary>
/// What a parse knows besides its position: how deep it is nested, how far it has looked, and the first thing it could
/// not accept.
/// </summary>
internal sealed class ArithmeticContext : ParseContext
{
    private readonly string _text;

    public ArithmeticContext(string text)
        : base(new Scanner(text)) => _text = text;

    /// <summary>
    /// The start of the furthest token that the parse has looked at: there a text goes wrong that does.
    /// </summary>
    public int Furthest { get; private set; }

    /// <summary>Parentheses, signs and powers that are open here.</summary>
    public int Depth { get; set; }

    /// <summary>Parentheses alone that are open here: inside of them line ends are blanks.</summary>
    public int Parentheses { get; set; }

    /// <summary>
    /// Why no alternative can save the parse, when there is a reason better than "no alternative matched".
    /// </summary>
    public CalculationError? Error { get; private set; }

    /// <summary>
    /// The offset of the next token, past the blanks. The cursor stays, so that nobody has to move it back.
    /// </summary>
    public int NextToken()
    {
        int start = Whitespace.Skip(_text, Scanner.Cursor.Offset, Parentheses > 0);
        Furthest = Math.Max(Furthest, start);
        return start;
    }

    /// <summary>The character at an offset, or a NUL, which no token contains, past the end.</summary>
    public char At(int offset) => offset < _text.Length ? _text[offset] : '\0';

    /// <summary>Moves the cursor to the end of a token.</summary>
    public void MoveTo(int offset) => Scanner.Cursor.AdvanceNoNewLines(offset - Scanner.Cursor.Offset);

    /// <summary>Records an error, unless an earlier one stands, which stopped the parse already.</summary>
    public void Fail(CalculationErrorCode code, string message, int offset)
        => Error ??= new CalculationError(code, message, offset + 1);
}
