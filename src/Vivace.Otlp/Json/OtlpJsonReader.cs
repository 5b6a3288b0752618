using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Vivace.Otlp.Wire;

namespace Vivace.Otlp.Json;

/// <summary>Turns an OTLP/JSON <c>ExportTraceServiceRequest</c> into protobuf, in one pass.</summary>
/// <remarks>OTLP/JSON is proto3 JSON with hexadecimal ids (opentelemetry.io, "OTLP Specification", JSON Protobuf encoding). Unknown members are
/// ignored, <c>null</c> means absent. Ids that are not hexadecimal pass as bytes of a length no good id has, so that
/// exactly those spans are refused later, like any other span with a bad id.</remarks>
public ref struct OtlpJsonReader
{
    /// <summary>How deep objects and arrays may nest; a list of values takes three levels.</summary>
    public const int MaxDepth = 100;

    private readonly ReadOnlySpan<byte> _text;
    private readonly ProtoWriter _writer;
    private readonly JsonField?[] _path;
    private readonly int[] _indexes;
    private Utf8JsonReader _json;
    private byte[] _unescaped;
    private byte[] _decoded;
    private int _depth;

    private OtlpJsonReader(ReadOnlySpan<byte> text, ProtoWriter writer)
    {
        _text = text;
        _writer = writer;
        _path = new JsonField?[MaxDepth + 1];
        _indexes = new int[MaxDepth + 1];
        _json = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = MaxDepth });
        _unescaped = [];
        _decoded = [];
    }

    /// <summary>Reads a request.</summary>
    /// <param name="json">UTF-8, with or without byte order mark.</param>
    /// <param name="writer">Receives the protobuf; its content is undefined after an exception.</param>
    /// <exception cref="OtlpFormatException">The text is not JSON, or a known member has a value that is not of its type; the
    /// message tells line, byte and path.</exception>
    public static void Read(ReadOnlySpan<byte> json, ProtoWriter writer)
    {
        if (json.StartsWith("\uFEFF"u8))
            json = json[3..];

        var reader = new OtlpJsonReader(json, writer);
        try
        {
            reader._json.Read();
            reader.Message(OtlpJsonSchema.Request);
            reader._json.Read(); // finds what follows the request
        }
        catch (JsonException error)
        {
            throw new OtlpFormatException(Describe(error), error);
        }
        finally
        {
            Return(reader._unescaped);
            Return(reader._decoded);
        }
    }

    private void Message(JsonMessage message)
    {
        if (_json.TokenType != JsonTokenType.StartObject)
            ThrowExpected("an object");

        _depth++;
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            var field = message.Find(CurrentText());
            _path[_depth] = field;
            _indexes[_depth] = -1;
            _json.Read();
            if (field is null)
                _json.Skip();
            else if (_json.TokenType != JsonTokenType.Null)
                Member(field);
        }

        _depth--;
    }

    private void Member(JsonField field)
    {
        if (!field.IsRepeated)
        {
            Value(field);
            return;
        }

        if (_json.TokenType != JsonTokenType.StartArray)
            ThrowExpected("an array");
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            _indexes[_depth]++;
            if (_json.TokenType == JsonTokenType.Null)
                _writer.WriteBytes(field.Number, []); // a list keeps its places: null is an element without content
            else
                Value(field);
        }
    }

    private void Value(JsonField field)
    {
        switch (field.Kind)
        {
            case JsonKind.Message:
                var mark = _writer.BeginMessage(field.Number);
                Message(field.Message!);
                _writer.EndMessage(mark);
                break;
            case JsonKind.Text:
                WriteBytes(field, String("a string"));
                break;
            case JsonKind.Id:
                Id(field);
                break;
            case JsonKind.Bytes:
                Base64Bytes(field);
                break;
            case JsonKind.Bool:
                if (_json.TokenType is not (JsonTokenType.True or JsonTokenType.False))
                    ThrowExpected("true or false");
                WriteVarint(field, _json.TokenType == JsonTokenType.True ? 1u : 0u);
                break;
            case JsonKind.Enum:
                WriteVarint(field, (ulong)EnumValue(field));
                break;
            case JsonKind.Int64:
                if (!JsonNumber.TryParse(NumberText(), out long signed))
                    ThrowExpected("an integer of 64 bits");
                WriteVarint(field, (ulong)signed);
                break;
            case JsonKind.UInt32:
                WriteVarint(field, UInt32());
                break;
            case JsonKind.Fixed32:
                if (UInt32() is not 0 and var flags)
                    _writer.WriteFixed32(field.Number, flags);
                break;
            case JsonKind.Fixed64:
                if (!JsonNumber.TryParse(NumberText(), out ulong unsigned))
                    ThrowExpected("an integer from 0 to 18446744073709551615");
                if (unsigned != 0)
                    _writer.WriteFixed64(field.Number, unsigned);
                break;
            case JsonKind.Double:
                if (!JsonNumber.TryParse(NumberText(), out double real))
                    ThrowExpected("a number, \"NaN\", \"Infinity\" or \"-Infinity\"");
                _writer.WriteDouble(field.Number, real); // only in values, where zero is written too
                break;
        }
    }

    private void Id(JsonField field)
    {
        var text = String("an id in hexadecimal");
        var id = Scratch(ref _decoded, text.Length + 1);
        if (Convert.FromHexString(text, id, out _, out var length) == OperationStatus.Done)
        {
            WriteBytes(field, id[..length]);
            return;
        }

        // Not hexadecimal: as sent, but never of a length that would make it a good id.
        text.CopyTo(id);
        id[text.Length] = 0;
        WriteBytes(field, text.Length is 8 or 16 ? id[..(text.Length + 1)] : id[..text.Length]);
    }

    private void Base64Bytes(JsonField field)
    {
        var text = String("bytes in base64");
        var bytes = Scratch(ref _decoded, text.Length + 3);
        text.CopyTo(bytes);
        bytes.Replace((byte)'-', (byte)'+'); // proto3 JSON: both alphabets, with or without padding
        bytes.Replace((byte)'_', (byte)'/');
        var length = text.TrimEnd((byte)'=').Length;
        var padded = (length + 3) / 4 * 4;
        bytes[length..padded].Fill((byte)'=');
        if (Base64.DecodeFromUtf8InPlace(bytes[..padded], out var decoded) != OperationStatus.Done)
            ThrowExpected("bytes in base64");
        WriteBytes(field, bytes[..decoded]);
    }

    private long EnumValue(JsonField field)
    {
        if (_json.TokenType == JsonTokenType.String)
        {
            var name = CurrentText();
            for (var value = 0; value < field.EnumNames.Length; value++)
            {
                if (name.SequenceEqual(field.EnumNames[value]))
                    return value;
            }
        }

        if (!JsonNumber.TryParse(NumberText(), out long number) || number != (int)number)
            ThrowExpected($"a number or one of {string.Join(", ", field.EnumNames.Select(Encoding.UTF8.GetString))}");
        return number;
    }

    private uint UInt32()
    {
        if (!JsonNumber.TryParse(NumberText(), out ulong value) || value > uint.MaxValue)
            ThrowExpected("an integer from 0 to 4294967295");
        return (uint)value;
    }

    /// <summary>A number's digits, in or out of quotes.</summary>
    private ReadOnlySpan<byte> NumberText()
    {
        if (_json.TokenType is not (JsonTokenType.Number or JsonTokenType.String))
            ThrowExpected("a number");
        return CurrentText();
    }

    private ReadOnlySpan<byte> String(string expected)
    {
        if (_json.TokenType != JsonTokenType.String)
            ThrowExpected(expected);
        return CurrentText();
    }

    /// <summary>The token's text without escapes; valid until the next call.</summary>
    private ReadOnlySpan<byte> CurrentText()
    {
        var text = _json.ValueSpan;
        if (!_json.ValueIsEscaped)
            return text;

        var unescaped = Scratch(ref _unescaped, text.Length);
        return unescaped[..JsonUnescape.Unescape(text, unescaped)];
    }

    private static Span<byte> Scratch(scoped ref byte[] buffer, int length)
    {
        if (buffer.Length < length)
        {
            Return(buffer);
            buffer = ArrayPool<byte>.Shared.Rent(length);
        }

        return buffer.AsSpan(0, length);
    }

    private static void Return(byte[] buffer)
    {
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
    }

    private readonly void WriteBytes(JsonField field, ReadOnlySpan<byte> value)
    {
        if (!value.IsEmpty || field.IsAlternative)
            _writer.WriteBytes(field.Number, value);
    }

    private readonly void WriteVarint(JsonField field, ulong value)
    {
        if (value != 0 || field.IsAlternative)
            _writer.WriteVarint(field.Number, value);
    }

    private readonly void ThrowExpected(string expected)
    {
        var offset = (int)_json.TokenStartIndex;
        var before = _text[..offset];
        var line = before.Count((byte)'\n') + 1;
        var column = offset - before.LastIndexOf((byte)'\n');
        throw new OtlpFormatException(string.Create(
            CultureInfo.InvariantCulture,
            $"malformed OTLP/JSON at line {line}, byte {column}, {Path()}: expected {expected}"));
    }

    private readonly string Path()
    {
        var path = new StringBuilder();
        for (var level = 1; level <= _depth; level++)
        {
            path.Append(path.Length > 0 ? "." : "").Append(_path[level]?.Name);
            if (_indexes[level] >= 0)
                path.Append(CultureInfo.InvariantCulture, $"[{_indexes[level]}]");
        }

        return path.Length > 0 ? path.ToString() : "the request";
    }

    /// <summary>The framework's message without its own notes on the position, which count from zero.</summary>
    private static string Describe(JsonException error)
    {
        var end = error.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var problem = end < 0 ? error.Message : error.Message[..end];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"malformed JSON at line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}: {problem}");
    }
}
