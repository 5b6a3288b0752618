using System.Globalization;
using System.Text;
using Vivace.Otlp.Wire;

namespace Vivace.Server.Tests.Api;

/// <summary>Shows a protobuf message as text, by a short schema.</summary>
internal static class ProtoText
{
    /// <summary>Shows a message: <c>field:value</c> in the order of the wire.</summary>
    /// <param name="message">The bytes.</param>
    /// <param name="schema">Paths of embedded messages, <c>1.5:m</c>; <c>S</c> shows a message only as the letter.
    /// Other length-delimited fields are strings.</param>
    public static string Describe(ReadOnlySpan<byte> message, string schema) => Describe(
        message, schema.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(entry => entry.Split(':')).ToDictionary(entry => entry[0], entry => entry[1]), "");

    private static string Describe(ReadOnlySpan<byte> message, Dictionary<string, string> schema, string path)
    {
        var parts = new List<string>();
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var field, out var wireType))
        {
            var own = path.Length == 0 ? field.ToString(CultureInfo.InvariantCulture) : $"{path}.{field}";
            parts.Add($"{field}:" + wireType switch
            {
                WireType.Varint => reader.ReadVarint().ToString(CultureInfo.InvariantCulture),
                WireType.Fixed64 => BitConverter.UInt64BitsToDouble(reader.ReadFixed64()).ToString(CultureInfo.InvariantCulture),
                WireType.LengthDelimited => schema.GetValueOrDefault(own) switch
                {
                    "m" => "{" + Describe(reader.ReadBytes(), schema, own) + "}",
                    "S" => reader.ReadBytes().Length > 0 ? "S" : "s",
                    _ => Encoding.UTF8.GetString(reader.ReadBytes()),
                },
                _ => throw new InvalidOperationException($"field {own} has wire type {wireType}"),
            });
        }

        return string.Join(' ', parts);
    }
}
