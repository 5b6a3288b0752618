using System.Text;
using System.Text.Json;
using Vivace.Otlp.Wire;

namespace Vivace.Otlp.Json;

/// <summary>One field of a message, as both directions of the JSON mapping see it.</summary>
internal sealed class JsonField
{
    public JsonField(int number, string name, JsonKind kind)
    {
        Number = number;
        Name = name;
        Kind = kind;
        CamelName = Encoding.UTF8.GetBytes(name);
        SnakeName = Encoding.UTF8.GetBytes(JsonNamingPolicy.SnakeCaseLower.ConvertName(name));
        MemberStart = Encoding.UTF8.GetBytes($"\"{name}\":");
        WireType = kind switch
        {
            JsonKind.UInt32 or JsonKind.Int64 or JsonKind.Bool or JsonKind.Enum => WireType.Varint,
            JsonKind.Fixed32 => WireType.Fixed32,
            JsonKind.Fixed64 or JsonKind.Double => WireType.Fixed64,
            _ => WireType.LengthDelimited,
        };
    }

    public int Number { get; }

    public string Name { get; }

    public JsonKind Kind { get; }

    public WireType WireType { get; }

    /// <summary>The member's name, as written and preferred.</summary>
    public byte[] CamelName { get; }

    /// <summary>The name in the definition, which readers of proto3 JSON must accept too.</summary>
    public byte[] SnakeName { get; }

    /// <summary><c>"name":</c>.</summary>
    public byte[] MemberStart { get; }

    /// <summary>Every occurrence counts, as a JSON array.</summary>
    public bool IsRepeated { get; init; }

    /// <summary>One of a <c>oneof</c>: written even when zero; the last one set wins.</summary>
    public bool IsAlternative { get; init; }

    /// <summary>A message that Tempo's answers hold even when it was not sent, as <c>{}</c>.</summary>
    public bool TempoWritesEmpty { get; init; }

    /// <summary>The embedded message; null for other kinds.</summary>
    public JsonMessage? Message { get; init; }

    /// <summary>Names of an enum's values from 0 on; empty for other kinds.</summary>
    public byte[][] EnumNames { get; init; } = [];
}
