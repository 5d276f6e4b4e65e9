using System.Runtime.CompilerServices;
using System.Text;
using Understudy.Calculator;

namespace Understudy.Cli.Asking;

/// <summary>
/// Reads lines of bounded length. <see cref="TextReader.ReadLine"/> would hold a line of any length in memory, and
/// replace what is not UTF-8 by other characters.
/// </summary>
/// <remarks>
/// A line ends with LF, CR LF, or the end of the input. What comes of a line too long is dropped unread.
/// </remarks>
internal sealed class BoundedLineReader
{
    /// <summary>
    /// The longest line, in bytes: an expression is ASCII, and one with more characters is refused anyway.
    /// </summary>
    public const int MaxLineBytes = CalculatorLimits.MaxExpressionLength;

    private const int BlockSize = 16 * 1024;

    private static readonly UTF8Encoding StrictUtf8 =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Stream _input;

    // One more than the longest, for the CR that may belong to the line's end.
    private readonly byte[] _line = new byte[MaxLineBytes + 1];
    private int _length;
    private bool _isTooLong;
    private bool _isFirst = true;

    public BoundedLineReader(Stream input) => _input = input;

    public async IAsyncEnumerable<InputLine> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        byte[] block = new byte[BlockSize];
        while (true)
        {
            // A read of a pipe or terminal cannot be cancelled: it is left behind.
            int count = await Task.Run(() => _input.Read(block), CancellationToken.None)
                .WaitAsync(cancellationToken).ConfigureAwait(false);
            if (count == 0)
                break;
            int start = 0;
            int end;
            while ((end = Array.IndexOf(block, (byte)'\n', start, count - start)) >= 0)
            {
                Append(block.AsSpan(start, end - start));
                yield return Take();
                start = end + 1;
            }

            Append(block.AsSpan(start, count - start));
        }

        if (_length > 0 || _isTooLong)
            yield return Take();
    }

    private void Append(ReadOnlySpan<byte> part)
    {
        _isTooLong |= part.Length > _line.Length - _length;
        if (_isTooLong)
            return;
        part.CopyTo(_line.AsSpan(_length));
        _length += part.Length;
    }

    private InputLine Take()
    {
        ReadOnlySpan<byte> line = _line.AsSpan(0, _length);
        if (line.EndsWith("\r"u8))
            line = line[..^1];
        // Editors on Windows begin a file with a byte order mark.
        if (_isFirst && line.StartsWith("\uFEFF"u8))
            line = line[3..];
        bool isTooLong = _isTooLong || line.Length > MaxLineBytes;
        _isFirst = false;
        _isTooLong = false;
        _length = 0;
        return isTooLong ? new InputLine("", AnswerError.From(CalculationError.TooLong)) : Decode(line);
    }

    private static InputLine Decode(ReadOnlySpan<byte> line)
    {
        try
        {
            return new InputLine(StrictUtf8.GetString(line), Error: null);
        }
        catch (DecoderFallbackException invalid)
        {
            string message = $"byte {invalid.Index + 1} is not UTF-8 text";
            return new InputLine("", AnswerError.Of(CalculationErrorCode.Syntax, message, column: null));
        }
    }
}
