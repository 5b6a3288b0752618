using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;

namespace Vivace.Otlp.Json;

/// <summary>Writes JSON text. What it writes is up to the caller; it knows about strings, commas and buffers.</summary>
/// <remarks>Strings are escaped as Tempo's are: <c>&lt; &gt; &amp;</c> as <c>\u003c \u003e \u0026</c>, other characters beyond ASCII as they are.
/// Bytes that are not UTF-8 become U+FFFD.</remarks>
internal ref struct JsonOutput(IBufferWriter<byte> output)
{
    private static readonly SearchValues<byte> Escaped = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(i => (byte)i), (byte)'"', (byte)'\\', (byte)'<', (byte)'>', (byte)'&']);

    private readonly IBufferWriter<byte> _output = output;
    private Span<byte> _buffer;
    private int _written;
    private bool _needsComma;

    /// <summary>Hands what was written to the output; must be called at the end.</summary>
    public void Flush()
    {
        _output.Advance(_written);
        _buffer = default;
        _written = 0;
    }

    public void StartObject() => Start((byte)'{');

    public void EndObject() => End((byte)'}');

    public void StartArray() => Start((byte)'[');

    public void EndArray() => End((byte)']');

    /// <summary>Starts a member.</summary>
    /// <param name="memberStart">The quoted name and a colon.</param>
    public void Member(ReadOnlySpan<byte> memberStart)
    {
        Separate();
        Raw(memberStart);
        _needsComma = false;
    }

    /// <summary>Writes a string.</summary>
    /// <param name="utf8">Its text.</param>
    public void Text(ReadOnlySpan<byte> utf8)
    {
        Separate();
        if (!Utf8.IsValid(utf8))
            utf8 = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(utf8));

        Raw((byte)'"');
        while (utf8.IndexOfAny(Escaped) is >= 0 and var special)
        {
            Raw(utf8[..special]);
            Escape(utf8[special]);
            utf8 = utf8[(special + 1)..];
        }

        Raw(utf8);
        Raw((byte)'"');
    }

    /// <summary>Writes bytes as standard base64 with padding.</summary>
    public void Base64Text(ReadOnlySpan<byte> bytes)
    {
        Separate();
        var length = Base64.GetMaxEncodedToUtf8Length(bytes.Length);
        Reserve(length + 2);
        _buffer[_written++] = (byte)'"';
        Base64.EncodeToUtf8(bytes, _buffer[_written..], out _, out var encoded);
        _written += encoded;
        _buffer[_written++] = (byte)'"';
    }

    /// <summary>Writes bytes as lower-case hexadecimal.</summary>
    public void HexText(ReadOnlySpan<byte> bytes)
    {
        Separate();
        Reserve((bytes.Length * 2) + 2);
        _buffer[_written++] = (byte)'"';
        Convert.TryToHexStringLower(bytes, _buffer[_written..], out var encoded);
        _written += encoded;
        _buffer[_written++] = (byte)'"';
    }

    public void Bool(bool value)
    {
        Separate();
        Raw(value ? "true"u8 : "false"u8);
    }

    public void Number(long value)
    {
        Separate();
        Formatted(value);
    }

    public void QuotedNumber(long value)
    {
        Separate();
        Raw((byte)'"');
        Formatted(value);
        Raw((byte)'"');
    }

    public void QuotedNumber(ulong value)
    {
        Separate();
        Raw((byte)'"');
        Reserve(20);
        Utf8Formatter.TryFormat(value, _buffer[_written..], out var length);
        _written += length;
        Raw((byte)'"');
    }

    /// <summary>Writes a number, or a quoted name where JSON has no number for it.</summary>
    public void Double(double value)
    {
        Separate();
        if (double.IsFinite(value))
        {
            Reserve(32); // the shortest text that reads back as the same double has at most 24 characters
            Utf8Formatter.TryFormat(value, _buffer[_written..], out var length);
            _written += length;
        }
        else
        {
            Raw(double.IsNaN(value) ? "\"NaN\""u8 : value > 0 ? "\"Infinity\""u8 : "\"-Infinity\""u8);
        }
    }

    private void Formatted(long value)
    {
        Reserve(20);
        Utf8Formatter.TryFormat(value, _buffer[_written..], out var length);
        _written += length;
    }

    private void Escape(byte character)
    {
        Raw((byte)'\\');
        switch (character)
        {
            case (byte)'"' or (byte)'\\':
                Raw(character);
                break;
            case (byte)'\n':
                Raw((byte)'n');
                break;
            case (byte)'\r':
                Raw((byte)'r');
                break;
            case (byte)'\t':
                Raw((byte)'t');
                break;
            default:
                Raw("u00"u8);
                Raw("0123456789abcdef"u8[character >> 4]);
                Raw("0123456789abcdef"u8[character & 15]);
                break;
        }
    }

    private void Start(byte bracket)
    {
        Separate();
        Raw(bracket);
        _needsComma = false;
    }

    private void End(byte bracket)
    {
        Raw(bracket);
        _needsComma = true;
    }

    private void Separate()
    {
        if (_needsComma)
            Raw((byte)',');
        _needsComma = true;
    }

    private void Raw(byte character)
    {
        Reserve(1);
        _buffer[_written++] = character;
    }

    private void Raw(ReadOnlySpan<byte> text)
    {
        Reserve(text.Length);
        text.CopyTo(_buffer[_written..]);
        _written += text.Length;
    }

    private void Reserve(int count)
    {
        if (_buffer.Length - _written >= count)
            return;
        if (_written > 0)
            _output.Advance(_written);
        _buffer = _output.GetSpan(Math.Max(count, 4096));
        _written = 0;
    }
}
