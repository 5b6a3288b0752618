using Vivace.Otlp;
using Vivace.Otlp.Wire;
using Vivace.Storage.Columns;

namespace Vivace.Storage.RowGroups;

/// <summary>Sorts an OTLP <c>AnyValue</c> into the types that have columns of their own.</summary>
internal static class AnyValueReader
{
    /// <summary>A value with its column type.</summary>
    public readonly ref struct TypedValue
    {
        public AttributeType Type { get; init; }

        /// <summary>Integer, boolean as 0 or 1, bits of a double.</summary>
        public long Number { get; init; }

        /// <summary>Text, or the whole message for <see cref="AttributeType.Other"/>.</summary>
        public ReadOnlySpan<byte> Bytes { get; init; }
    }

    /// <summary>Reads one well-formed message. A message that is not exactly one scalar field in its shortest usual form
    /// (two alternatives, an unknown field, an integer encoded at length) is kept raw, so that it comes back as sent.</summary>
    public static TypedValue Read(ReadOnlySpan<byte> message)
    {
        var reader = new ProtoReader(message);
        if (!reader.TryReadTag(out var number, out var wireType))
            return new TypedValue { Type = AttributeType.Other, Bytes = message };

        var number64 = 0L;
        var type = AttributeType.Other;
        switch (number, wireType)
        {
            case (OtlpFields.AnyValue.String, WireType.LengthDelimited):
                var text = reader.ReadBytes();
                return reader.AtEnd
                    ? new TypedValue { Type = AttributeType.Text, Bytes = text }
                    : new TypedValue { Type = AttributeType.Other, Bytes = message };
            case (OtlpFields.AnyValue.Int, WireType.Varint):
                type = AttributeType.Integer;
                number64 = (long)reader.ReadVarint();
                break;
            case (OtlpFields.AnyValue.Double, WireType.Fixed64):
                type = AttributeType.Double;
                number64 = (long)reader.ReadFixed64();
                break;
            case (OtlpFields.AnyValue.Bool, WireType.Varint):
                number64 = (long)reader.ReadVarint();
                type = number64 is 0 or 1 ? AttributeType.Boolean : AttributeType.Other;
                break;
        }

        return type != AttributeType.Other && reader.AtEnd
            ? new TypedValue { Type = type, Number = number64 }
            : new TypedValue { Type = AttributeType.Other, Bytes = message };
    }
}
