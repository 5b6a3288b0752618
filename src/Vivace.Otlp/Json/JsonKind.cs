namespace Vivace.Otlp.Json;

/// <summary>How a protobuf field appears in JSON.</summary>
internal enum JsonKind
{
    /// <summary>A string.</summary>
    Text,

    /// <summary>Bytes that name a trace or span: hexadecimal in OTLP/JSON, base64 in Tempo's answers.</summary>
    Id,

    /// <summary>Bytes as base64.</summary>
    Bytes,

    /// <summary>A varint of 32 bits; a number.</summary>
    UInt32,

    /// <summary>Four bytes; a number.</summary>
    Fixed32,

    /// <summary>Eight bytes, an unsigned integer; a decimal string.</summary>
    Fixed64,

    /// <summary>A varint, a signed integer; a decimal string.</summary>
    Int64,

    /// <summary>A number, or the string NaN, Infinity or -Infinity.</summary>
    Double,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Bool,

    /// <summary>The name of an enum's value, or its number.</summary>
    Enum,

    /// <summary>An object.</summary>
    Message,
}
