using System.Buffers;
using System.Globalization;
using System.Text;

namespace Vivace.Server.Api;

/// <summary>Writes JSON as Tempo's clients know it: 64-bit integers as strings, and in strings only the escapes that
/// Go writes (quotes, backslashes, controls, <c>&lt;</c>, <c>&gt;</c>, <c>&amp;</c> and the two line separators).</summary>
/// <remarks>Not <c>Utf8JsonWriter</c>: the framework's encoders escape every character beyond the basic plane, and one of
/// our own would need pointers. Commas are placed here; the balance of braces is the caller's.</remarks>
internal sealed class TempoJsonWriter
{
    private static readonly SearchValues<char> Escaped = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Select(code => (char)code), '"', '\\', '<', '>', '&', '\u2028', '\u2029']);

    private const int LongestNumber = 32; // the longest double has 24 characters
    private const int LongestShort = 128; // characters of a string that is written in one piece
    private const double FirstWithExponent = 1e15;

    private readonly IBufferWriter<byte> _destination;
    private bool _needsComma;

    /// <summary>Creates a writer.</summary>
    /// <param name="destination">Takes UTF-8.</param>
    public TempoJsonWriter(IBufferWriter<byte> destination) => _destination = destination;

    /// <summary>Starts an object.</summary>
    public void BeginObject() => Begin((byte)'{');

    /// <summary>Ends an object.</summary>
    public void EndObject() => End((byte)'}');

    /// <summary>Starts a list.</summary>
    public void BeginArray() => Begin((byte)'[');

    /// <summary>Ends a list.</summary>
    public void EndArray() => End((byte)']');

    /// <summary>Writes a member's name.</summary>
    /// <param name="name">Without anything to escape.</param>
    public void Name(ReadOnlySpan<byte> name)
    {
        Comma();
        var place = _destination.GetSpan(name.Length + 3);
        place[0] = (byte)'"';
        name.CopyTo(place[1..]);
        place[name.Length + 1] = (byte)'"';
        place[name.Length + 2] = (byte)':';
        _destination.Advance(name.Length + 3);
    }

    /// <summary>Writes a member's name that came from data.</summary>
    public void Name(string name)
    {
        Comma();
        Quoted(name);
        Raw(":"u8);
    }

    /// <summary>Writes a string.</summary>
    public void String(string value)
    {
        Comma();
        Quoted(value);
        _needsComma = true;
    }

    /// <summary>Writes a string, or null without one.</summary>
    public void StringOrNull(string? value)
    {
        if (value is null)
            Null();
        else
            String(value);
    }

    /// <summary>Writes a 64-bit integer, as a string of digits.</summary>
    public void LongString(ulong value) => Digits(value, quoted: true);

    /// <inheritdoc cref="LongString(ulong)"/>
    public void LongString(long value) => Digits(value, quoted: true);

    /// <summary>Writes an integer as a number; for those that stay below 2^53.</summary>
    public void Integer(long value) => Digits(value, quoted: false);

    /// <summary>Writes a 32-bit integer.</summary>
    public void Number(uint value) => Digits(value, quoted: false);

    /// <summary>Writes a double: a number, or one of the strings <c>NaN</c>, <c>Infinity</c>, <c>-Infinity</c>.</summary>
    public void Double(double value)
    {
        if (IsShortInteger(value))
            Digits((long)value, quoted: false);
        else if (double.IsFinite(value))
            Digits(value, quoted: false);
        else
            String(double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
    }

    /// <summary>Writes an object that was begun elsewhere, with a double as its last member.</summary>
    /// <param name="begun">The object's text up to the comma before the member.</param>
    /// <param name="name">The member, quoted, with its colon.</param>
    /// <param name="value">A finite number.</param>
    public void Completed(ReadOnlySpan<byte> begun, ReadOnlySpan<byte> name, double value)
    {
        var place = _destination.GetSpan(begun.Length + name.Length + LongestNumber + 3);
        var length = 0;
        if (_needsComma)
            place[length++] = (byte)',';
        begun.CopyTo(place[length..]);
        length += begun.Length;
        place[length++] = (byte)',';
        name.CopyTo(place[length..]);
        length += name.Length;
        length += Format(value, place[length..]);
        place[length++] = (byte)'}';
        _destination.Advance(length);
        _needsComma = true;
    }

    /// <summary>Writes an object that was begun elsewhere, with a string as its last member.</summary>
    /// <param name="begun">The object's text up to the comma before the member.</param>
    /// <param name="name">The member, quoted, with its colon.</param>
    /// <param name="value">Any string.</param>
    public void Completed(ReadOnlySpan<byte> begun, ReadOnlySpan<byte> name, string value)
    {
        Comma();
        var place = _destination.GetSpan(begun.Length + name.Length + 1);
        begun.CopyTo(place);
        place[begun.Length] = (byte)',';
        name.CopyTo(place[(begun.Length + 1)..]);
        _destination.Advance(begun.Length + name.Length + 1);
        if (value.Length <= LongestShort && value.AsSpan().IndexOfAny(Escaped) < 0)
        {
            place = _destination.GetSpan((3 * LongestShort) + 3);
            place[0] = (byte)'"';
            var length = Encoding.UTF8.GetBytes(value, place[1..]) + 1;
            place[length] = (byte)'"';
            place[length + 1] = (byte)'}';
            _destination.Advance(length + 2);
        }
        else
        {
            Quoted(value);
            Put((byte)'}');
        }

        _needsComma = true;
    }

    /// <summary>Writes true or false.</summary>
    public void Boolean(bool value)
    {
        Comma();
        Raw(value ? "true"u8 : "false"u8);
        _needsComma = true;
    }

    /// <summary>Writes null.</summary>
    public void Null()
    {
        Comma();
        Raw("null"u8);
        _needsComma = true;
    }

    private void Begin(byte brace)
    {
        Comma();
        Put(brace);
    }

    private void End(byte brace)
    {
        Put(brace);
        _needsComma = true;
    }

    private void Comma()
    {
        if (_needsComma)
            Put((byte)',');
        _needsComma = false;
    }

    private void Put(byte value)
    {
        _destination.GetSpan(1)[0] = value;
        _destination.Advance(1);
    }

    private void Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_destination.GetSpan(bytes.Length));
        _destination.Advance(bytes.Length);
    }

    private void Digits<T>(T value, bool quoted)
        where T : IUtf8SpanFormattable
    {
        Comma();
        var place = _destination.GetSpan(LongestNumber + 2);
        var start = quoted ? 1 : 0;
        value.TryFormat(place[start..], out var length, default, CultureInfo.InvariantCulture);
        if (quoted)
        {
            place[0] = (byte)'"';
            place[length + 1] = (byte)'"';
            length += 2;
        }

        _destination.Advance(length);
        _needsComma = true;
    }

    private static int Format(double value, Span<byte> place)
    {
        int length;
        if (IsShortInteger(value))
            ((long)value).TryFormat(place, out length, default, CultureInfo.InvariantCulture);
        else
            value.TryFormat(place, out length, default, CultureInfo.InvariantCulture);
        return length;
    }

    /// <summary>True for whole numbers that are written as integers are, which is much faster.</summary>
    private static bool IsShortInteger(double value) =>
        Math.Abs(value) < FirstWithExponent && value == (long)value && (value != 0 || !double.IsNegative(value));

    private void Quoted(ReadOnlySpan<char> text)
    {
        Put((byte)'"');
        while (true)
        {
            var plain = text.IndexOfAny(Escaped);
            if (plain < 0)
            {
                Plain(text);
                break;
            }

            Plain(text[..plain]);
            Escape(text[plain]);
            text = text[(plain + 1)..];
        }

        Put((byte)'"');
    }

    private void Plain(ReadOnlySpan<char> text)
    {
        if (!text.IsEmpty)
            Encoding.UTF8.GetBytes(text, _destination); // a lone surrogate becomes U+FFFD
    }

    private void Escape(char c)
    {
        var place = _destination.GetSpan(6);
        place[0] = (byte)'\\';
        var letter = c switch
        {
            '"' => '"',
            '\\' => '\\',
            '\n' => 'n',
            '\r' => 'r',
            '\t' => 't',
            '\b' => 'b',
            '\f' => 'f',
            _ => 'u',
        };
        place[1] = (byte)letter;
        if (letter != 'u')
        {
            _destination.Advance(2);
            return;
        }

        ((ushort)c).TryFormat(place[2..], out _, "x4", CultureInfo.InvariantCulture);
        _destination.Advance(6);
    }
}
