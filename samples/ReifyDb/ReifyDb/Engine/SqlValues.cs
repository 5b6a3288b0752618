using System.Text.Json;

namespace ReifyDb.Engine;

/// <summary>Values of SQL are null, <see cref="long"/>, <see cref="double"/>, <see cref="string"/> and byte arrays; this reads and
/// writes them as JSON. A blob is <c>{"base64":"..."}</c>.</summary>
internal static class SqlValues
{
    private const string Base64 = "base64";

    /// <summary>Reads one.</summary>
    /// <exception cref="DatabaseException">An array, or an object that is no blob.</exception>
    public static object? Read(JsonElement value, string where) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => 1L,
        JsonValueKind.False => 0L,
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.TryGetInt64(out var integer) ? integer : value.GetDouble(),
        JsonValueKind.Object when value.TryGetProperty(Base64, out var text) && text.ValueKind == JsonValueKind.String
            && text.TryGetBytesFromBase64(out var bytes) => bytes,
        _ => throw new DatabaseException(
            ErrorCode.BadRequest, $"{where} must be null, a boolean, a number, a text or a blob {{\"base64\":\"...\"}}."),
    };

    /// <summary>Writes one.</summary>
    public static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case long integer:
                json.WriteNumberValue(integer);
                break;
            case double real when double.IsFinite(real):
                json.WriteNumberValue(real);
                break;
            case double real:
                // JSON has no infinities.
                json.WriteStringValue(real > 0 ? "Infinity" : "-Infinity");
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case byte[] bytes:
                json.WriteStartObject();
                json.WriteBase64String(Base64, bytes);
                json.WriteEndObject();
                break;
            default:
                throw new System.Diagnostics.UnreachableException("SQLite has five types");
        }
    }

    public static void WriteRow(Utf8JsonWriter json, object?[] row)
    {
        json.WriteStartArray();
        foreach (var value in row)
            Write(json, value);
        json.WriteEndArray();
    }
}
