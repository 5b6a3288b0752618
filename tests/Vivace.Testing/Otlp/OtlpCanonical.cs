using Vivace.Otlp.Wire;

namespace Vivace.Testing.Otlp;

/// <summary>Brings a message into canonical form: fields in order of their numbers, what protobuf calls equal made equal to
/// the byte (last value of a scalar, zeros left out, shortest varints). Whether an embedded message or an alternative of a
/// value is present stays; unknown fields follow at the end as they came.</summary>
public static class OtlpCanonical
{
    public static byte[] Form(ReadOnlySpan<byte> message, OtlpSchema schema)
    {
        var values = new SortedDictionary<int, List<byte[]>>();
        var unknown = new List<byte>();
        var reader = new ProtoReader(message);
        for (var start = 0; reader.TryReadTag(out var number, out var wireType); start = reader.Position)
        {
            if (schema.Find(number) is not { } field)
            {
                reader.Skip(number, wireType);
                unknown.AddRange(reader.Raw(start, reader.Position));
                continue;
            }

            var value = Read(ref reader, field);
            if (field.Alternative)
                values.Clear(); // the last alternative wins
            if (field.Repeated || !values.TryGetValue(number, out var list))
                (values.TryGetValue(number, out list) ? list : values[number] = []).Add(value);
            else if (field.Kind == FieldKind.Message)
                list[0] = [.. list[0], .. value]; // embedded messages that occur twice are merged
            else
                list[0] = value;
        }

        using var writer = new ProtoWriter();
        foreach (var (number, list) in values)
        {
            foreach (var value in list)
                Write(writer, schema.Find(number)!, value);
        }

        writer.WriteRaw(unknown.ToArray());
        return writer.Written.ToArray();
    }

    /// <summary>Canonical bytes of a value: eight little-endian bytes for numbers.</summary>
    private static byte[] Read(ref ProtoReader reader, OtlpField field) => field.Kind switch
    {
        FieldKind.Text or FieldKind.Bytes or FieldKind.Message => reader.ReadBytes().ToArray(),
        FieldKind.UInt32 => BitConverter.GetBytes((ulong)(uint)reader.ReadVarint()),
        FieldKind.Enum => BitConverter.GetBytes((long)(int)reader.ReadVarint()),
        FieldKind.Bool => BitConverter.GetBytes(reader.ReadVarint() != 0 ? 1UL : 0UL),
        FieldKind.Int64 => BitConverter.GetBytes(reader.ReadVarint()),
        FieldKind.Fixed32 => BitConverter.GetBytes((ulong)reader.ReadFixed32()),
        _ => BitConverter.GetBytes(reader.ReadFixed64()),
    };

    private static void Write(ProtoWriter writer, OtlpField field, byte[] value)
    {
        if (field.Kind == FieldKind.Message)
        {
            writer.WriteBytes(field.Number, Form(value, field.Message!()));
            return;
        }

        if (!field.Alternative && value.AsSpan().IndexOfAnyExcept((byte)0) < 0
            && (value.Length == 0 || field.Kind is not (FieldKind.Text or FieldKind.Bytes)))
        {
            return;
        }

        switch (field.Kind)
        {
            case FieldKind.Text or FieldKind.Bytes:
                writer.WriteBytes(field.Number, value);
                break;
            case FieldKind.Fixed64 or FieldKind.Double:
                writer.WriteFixed64(field.Number, BitConverter.ToUInt64(value));
                break;
            case FieldKind.Fixed32:
                writer.WriteFixed32(field.Number, (uint)BitConverter.ToUInt64(value));
                break;
            default:
                writer.WriteVarint(field.Number, BitConverter.ToUInt64(value));
                break;
        }
    }
}
