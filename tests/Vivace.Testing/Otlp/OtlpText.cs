using System.Globalization;
using System.Text;
using Vivace.Otlp.Wire;

namespace Vivace.Testing.Otlp;

/// <summary>Prints messages for people: one field per line, as protobuf's text format does.</summary>
public static class OtlpText
{
    public static string Describe(ReadOnlySpan<byte> request) => Describe(request, OtlpSchema.Request);

    public static string Describe(ReadOnlySpan<byte> message, OtlpSchema schema)
    {
        var text = new StringBuilder();
        Describe(new ProtoReader(message), schema, 0, text);
        return text.ToString();
    }

    private static void Describe(ProtoReader reader, OtlpSchema schema, int depth, StringBuilder text)
    {
        while (reader.TryReadTag(out var number, out var wireType))
        {
            text.Append(' ', depth * 2);
            if (schema.Find(number) is not { } field)
            {
                reader.Skip(number, wireType);
                text.Append(CultureInfo.InvariantCulture, $"unknown field {number}\n");
                continue;
            }

            text.Append(field.Name);
            switch (field.Kind)
            {
                case FieldKind.Message:
                    text.Append(" {\n");
                    Describe(reader.ReadMessage(), field.Message!(), depth + 1, text);
                    text.Append(' ', depth * 2).Append("}\n");
                    continue;
                case FieldKind.Text:
                    text.Append(": \"").Append(Encoding.UTF8.GetString(reader.ReadBytes())).Append('"');
                    break;
                case FieldKind.Bytes:
                    text.Append(": 0x").Append(Convert.ToHexStringLower(reader.ReadBytes()));
                    break;
                case FieldKind.Fixed64:
                    text.Append(CultureInfo.InvariantCulture, $": {reader.ReadFixed64()}");
                    break;
                case FieldKind.Double:
                    text.Append(CultureInfo.InvariantCulture, $": {BitConverter.UInt64BitsToDouble(reader.ReadFixed64()):R}");
                    break;
                case FieldKind.Fixed32:
                    text.Append(CultureInfo.InvariantCulture, $": {reader.ReadFixed32()}");
                    break;
                default:
                    text.Append(CultureInfo.InvariantCulture, $": {(long)reader.ReadVarint()}");
                    break;
            }

            text.Append('\n');
        }
    }
}
