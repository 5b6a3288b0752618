using System.Globalization;

namespace Vivace.Server.Api;

/// <summary>Reads the parameters of a request's URL. An empty value counts as absent; of a repeated one the first
/// counts. The first mistake is kept, later reads go on with harmless values: check <see cref="Error"/> at the end.</summary>
internal sealed class QueryParameters
{
    private const int QuotedCharacters = 200;

    private readonly IQueryCollection _query;

    /// <summary>Creates a reader.</summary>
    /// <param name="query">The parameters of the URL.</param>
    public QueryParameters(IQueryCollection query) => _query = query;

    /// <summary>What is wrong, for the client; null as long as all is well.</summary>
    public string? Error { get; private set; }

    /// <summary>Notes a mistake, unless there is one already.</summary>
    public void Fail(string error) => Error ??= error;

    /// <summary>A text; null when absent.</summary>
    public string? Text(string name) =>
        _query.TryGetValue(name, out var values) && values.Count > 0 && values[0] is { Length: > 0 } text ? text : null;

    /// <summary>A whole number from 0 to 4,294,967,295; null when absent.</summary>
    public uint? Unsigned(string name)
    {
        if (Text(name) is not { } text)
            return null;
        if (uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            return value;

        Fail($"invalid {name}: {Quote(text)} is not a whole number from 0 to {uint.MaxValue}");
        return null;
    }

    /// <summary>A truth in any of the spellings Go accepts; null when absent.</summary>
    public bool? Boolean(string name)
    {
        switch (Text(name))
        {
            case null:
                return null;
            case "1" or "t" or "T" or "TRUE" or "true" or "True":
                return true;
            case "0" or "f" or "F" or "FALSE" or "false" or "False":
                return false;
            case var text:
                Fail($"invalid value for {name}: {Quote(text)} is not a boolean; write true or false");
                return null;
        }
    }

    /// <summary>A number of levels: -1 for all, or from 0 on.</summary>
    /// <param name="name">Name of the parameter.</param>
    /// <param name="absent">Value when it is absent.</param>
    public int Depth(string name, int absent)
    {
        if (Text(name) is not { } text)
            return absent;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= -1)
            return value;

        Fail($"invalid value for {name}: {Quote(text)} is not a whole number from -1 (all levels) on");
        return absent;
    }

    /// <summary>Text from outside, quoted and cut for a message.</summary>
    public static string Quote(string text) =>
        text.Length <= QuotedCharacters ? $"\"{text}\"" : $"\"{text[..QuotedCharacters]}\"...";
}
