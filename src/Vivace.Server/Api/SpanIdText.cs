using System.Globalization;

namespace Vivace.Server.Api;

/// <summary>Span ids as 16 hexadecimal digits.</summary>
internal static class SpanIdText
{
    /// <summary>The digits of an id.</summary>
    public static string Of(ulong spanId) => spanId.ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>Reads an id of exactly 16 digits.</summary>
    public static bool TryRead(string? text, out ulong spanId)
    {
        spanId = 0;
        return text?.Length == 16 && ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out spanId);
    }

    /// <summary>Reads a parameter; null when it is absent or wrong.</summary>
    public static ulong? Read(QueryParameters parameters, string name)
    {
        if (parameters.Text(name) is not { } text)
            return null;
        if (TryRead(text, out var spanId))
            return spanId;
        parameters.Fail($"invalid {name}: {QueryParameters.Quote(text)} is not a span id of 16 hexadecimal digits");
        return null;
    }
}
