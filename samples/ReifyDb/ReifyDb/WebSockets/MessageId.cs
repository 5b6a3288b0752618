using System.Text.Json;
using ReifyDb.Engine;

namespace ReifyDb.WebSockets;

/// <summary>Ids of messages: a text or a number of the client's choice, kept as it was written.</summary>
internal static class MessageId
{
    private const int MostCharacters = 128;

    /// <summary>The id of a message; null where there is none.</summary>
    /// <exception cref="DatabaseException">It is neither a text nor a number, or too long.</exception>
    public static string? Read(JsonElement message) => Read(message, "id");

    /// <summary>The id in a field of a message; null where there is none.</summary>
    /// <exception cref="DatabaseException">It is neither a text nor a number, or too long.</exception>
    public static string? Read(JsonElement message, string field)
    {
        if (!message.TryGetProperty(field, out var id))
            return null;
        if (id.ValueKind is not (JsonValueKind.String or JsonValueKind.Number))
            throw new DatabaseException(ErrorCode.BadRequest, $"The field \"{field}\" must be a text or a number.");
        var raw = id.GetRawText();
        return raw.Length <= MostCharacters ? raw : throw new DatabaseException(ErrorCode.BadRequest, $"The field \"{field}\" is longer than {MostCharacters} characters.");
    }
}
