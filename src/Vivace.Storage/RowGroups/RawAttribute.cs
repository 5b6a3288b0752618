using System.Text;
using Vivace.Otlp;
using Vivace.Otlp.Wire;
using Vivace.Storage.Columns;

namespace Vivace.Storage.RowGroups;

/// <summary>One attribute of a resource or scope.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Type">The type of its value.</param>
/// <param name="Number">The value of integers and booleans (0 or 1), and the bits of doubles; else 0.</param>
/// <param name="Bytes">UTF-8 for texts; the raw OTLP <c>AnyValue</c> for other types; else empty.</param>
public sealed record RawAttribute(string Key, AttributeType Type, long Number, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Reads the repeated <c>KeyValue</c> field of a message.</summary>
    /// <param name="message">A well-formed OTLP message.</param>
    /// <param name="field">Number of its attributes field.</param>
    internal static RawAttribute[] ReadAll(ReadOnlySpan<byte> message, int field)
    {
        var attributes = new List<RawAttribute>();
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var number, out var wireType))
        {
            if (number == field && wireType == WireType.LengthDelimited)
                attributes.Add(Read(reader.ReadBytes()));
            else
                reader.Skip(number, wireType);
        }

        return [.. attributes];
    }

    internal static string? FindText(IReadOnlyList<RawAttribute> attributes, string key)
    {
        foreach (var attribute in attributes)
        {
            if (attribute.Type == AttributeType.Text && string.Equals(attribute.Key, key, StringComparison.Ordinal))
                return Encoding.UTF8.GetString(attribute.Bytes.Span);
        }

        return null;
    }

    private static RawAttribute Read(ReadOnlySpan<byte> keyValue)
    {
        ReadOnlySpan<byte> key = default, value = default;
        var reader = new ProtoReader(keyValue);
        while (reader.TryReadTag(out var number, out var wireType))
        {
            if (number == OtlpFields.KeyValue.Key && wireType == WireType.LengthDelimited)
                key = reader.ReadBytes();
            else if (number == OtlpFields.KeyValue.Value && wireType == WireType.LengthDelimited)
                value = reader.ReadBytes();
            else
                reader.Skip(number, wireType);
        }

        var any = AnyValueReader.Read(value);
        return new RawAttribute(Encoding.UTF8.GetString(key), any.Type, any.Number, any.Bytes.ToArray());
    }
}
