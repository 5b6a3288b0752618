using Vivace.Otlp;
using Vivace.Otlp.Wire;

namespace Vivace.Query.Values;

/// <summary>Reads raw OTLP <c>AnyValue</c> messages as the language sees them: scalars and homogeneous arrays are values,
/// everything else (lists of keys and values, bytes, mixed or nested arrays, no value) is absent.</summary>
internal static class RawValue
{
    /// <summary>Reads one message; what is malformed reads as absent.</summary>
    public static Value Read(ReadOnlySpan<byte> message)
    {
        try
        {
            var value = ReadOuter(message);
            return value.Kind == ValueKind.Array && !IsHomogeneous(value.Bytes) ? Value.Nil : value;
        }
        catch (OtlpFormatException)
        {
            return Value.Nil;
        }
    }

    /// <summary>Walks the elements of an array value.</summary>
    /// <param name="array">A value of kind <see cref="ValueKind.Array"/>.</param>
    public static ElementEnumerator Elements(Value array) => new(array.Bytes);

    private static bool IsHomogeneous(ReadOnlySpan<byte> message)
    {
        var kind = ValueKind.Nil;
        var elements = new ElementEnumerator(message);
        while (elements.MoveNext())
        {
            var element = elements.Current.Kind;
            if (element is not (ValueKind.Text or ValueKind.Boolean or ValueKind.Integer or ValueKind.Real))
                return false;
            if (kind == ValueKind.Nil)
                kind = element;
            else if (kind != element)
                return false;
        }

        return true;
    }

    /// <summary>Of several alternatives the last one counts, as protobuf has it.</summary>
    private static Value ReadOuter(ReadOnlySpan<byte> message)
    {
        var value = Value.Nil;
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var field, out var wireType))
        {
            switch (field, wireType)
            {
                case (OtlpFields.AnyValue.String, WireType.LengthDelimited):
                    value = Value.FromText(reader.ReadBytes());
                    break;
                case (OtlpFields.AnyValue.Bool, WireType.Varint):
                    value = Value.FromBoolean(reader.ReadVarint() != 0);
                    break;
                case (OtlpFields.AnyValue.Int, WireType.Varint):
                    value = Value.FromInteger((long)reader.ReadVarint());
                    break;
                case (OtlpFields.AnyValue.Double, WireType.Fixed64):
                    value = Value.FromNumber(ValueKind.Real, (long)reader.ReadFixed64());
                    break;
                case (OtlpFields.AnyValue.Array, WireType.LengthDelimited):
                    value = Value.FromArray(reader.ReadBytes());
                    break;
                case (OtlpFields.AnyValue.KeyValueList, WireType.LengthDelimited):
                case (OtlpFields.AnyValue.Bytes, WireType.LengthDelimited):
                    reader.ReadBytes();
                    value = Value.Nil;
                    break;
                default:
                    reader.Skip(field, wireType);
                    break;
            }
        }

        return value;
    }

    /// <summary>Walks the elements of an OTLP <c>ArrayValue</c>.</summary>
    internal ref struct ElementEnumerator
    {
        private const int ValuesField = 1;
        private ProtoReader _reader;

        public ElementEnumerator(ReadOnlySpan<byte> message) => _reader = new ProtoReader(message);

        /// <summary>The element moved to.</summary>
        public Value Current { get; private set; }

        /// <summary>Moves to the next element; false at the end.</summary>
        public bool MoveNext()
        {
            while (_reader.TryReadTag(out var field, out var wireType))
            {
                if (field == ValuesField && wireType == WireType.LengthDelimited)
                {
                    Current = ReadOuter(_reader.ReadBytes());
                    return true;
                }

                _reader.Skip(field, wireType);
            }

            return false;
        }
    }
}
