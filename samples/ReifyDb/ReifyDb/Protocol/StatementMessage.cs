using System.Text.Json;
using ReifyDb.Engine;

namespace ReifyDb.Protocol;

/// <summary>The body of a request: <c>{"sql": "...", "params": [...]}</c>.</summary>
internal static class StatementMessage
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16 };

    /// <summary>Reads the JSON of a body or message.</summary>
    /// <exception cref="DatabaseException">It is none, or no object.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            var document = JsonDocument.Parse(json, Strict);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return document;
            document.Dispose();
            throw new DatabaseException(ErrorCode.BadRequest, "The request must be a JSON object such as {\"sql\":\"SELECT 1\"}.");
        }
        catch (JsonException wrong)
        {
            throw new DatabaseException(ErrorCode.BadRequest, $"The request is not JSON: {Errors.Quoted(wrong.Message)}");
        }
    }

    /// <summary>Reads what is to be run.</summary>
    /// <param name="message">The object.</param>
    /// <param name="others">Further fields that it may have.</param>
    /// <exception cref="DatabaseException">A field is missing, wrong or unknown.</exception>
    public static (string Sql, Parameters Parameters) Read(JsonElement message, params ReadOnlySpan<string> others)
    {
        foreach (var member in message.EnumerateObject())
        {
            if (member.Name is not ("sql" or "params") && !others.Contains(member.Name))
                throw new DatabaseException(ErrorCode.BadRequest, $"The field \"{Errors.Quoted(member.Name)}\" is not known; a request has \"sql\" and \"params\".");
        }

        var sql = Text(message, "sql") ?? throw new DatabaseException(ErrorCode.BadRequest, "The field \"sql\" is missing.");
        return (sql, message.TryGetProperty("params", out var values) ? Parameters.Read(values) : Parameters.None);
    }

    /// <summary>A text field; null where it is missing.</summary>
    /// <exception cref="DatabaseException">It is something else.</exception>
    public static string? Text(JsonElement message, string name)
    {
        if (!message.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind != JsonValueKind.String)
            throw new DatabaseException(ErrorCode.BadRequest, $"The field \"{name}\" must be a text.");

        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            throw new DatabaseException(ErrorCode.BadRequest, $"The field \"{name}\" holds half a character (an unpaired surrogate).");
        }
    }
}
