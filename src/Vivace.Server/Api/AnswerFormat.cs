namespace Vivace.Server.Api;

/// <summary>How an answer is encoded.</summary>
internal enum AnswerFormat
{
    /// <summary>JSON, the default.</summary>
    Json,

    /// <summary>The same message in protobuf.</summary>
    Protobuf,
}

/// <summary>Chooses the encoding of an answer.</summary>
internal static class ContentNegotiation
{
    /// <summary>Content type of JSON answers, exactly.</summary>
    public const string Json = "application/json";

    /// <summary>Content type of protobuf answers.</summary>
    public const string Protobuf = "application/protobuf";

    /// <summary>Reads the header as Tempo does: searched for the protobuf type as a substring, quality values and
    /// order ignored; anything else means JSON.</summary>
    /// <param name="accept">The header; null when absent.</param>
    public static AnswerFormat FormatOf(string? accept) =>
        accept is not null && accept.Contains(Protobuf, StringComparison.Ordinal) ? AnswerFormat.Protobuf : AnswerFormat.Json;

    /// <summary>True when the header allows gzip.</summary>
    /// <param name="acceptEncoding">The header; null when absent.</param>
    public static bool AllowsGzip(string? acceptEncoding) => Allows(acceptEncoding, "gzip");

    /// <summary>True when the header allows an encoding: it is named, or a star is, and its quality is not zero.</summary>
    /// <param name="acceptEncoding">The header; null when absent.</param>
    /// <param name="encoding">The encoding.</param>
    public static bool Allows(string? acceptEncoding, string encoding)
    {
        var allowed = false;
        foreach (var part in acceptEncoding.AsSpan().Split(','))
        {
            var choice = acceptEncoding.AsSpan()[part].Trim();
            var semicolon = choice.IndexOf(';');
            var name = (semicolon < 0 ? choice : choice[..semicolon]).Trim();
            var refused = semicolon >= 0 && IsZeroQuality(choice[(semicolon + 1)..].Trim());
            if (name.Equals(encoding, StringComparison.OrdinalIgnoreCase))
                return !refused;
            if (name is "*")
                allowed = !refused;
        }

        return allowed;
    }

    private static bool IsZeroQuality(ReadOnlySpan<char> parameter) =>
        parameter.StartsWith("q=", StringComparison.OrdinalIgnoreCase) && parameter[2..].Trim().Trim("0.").IsEmpty;
}
