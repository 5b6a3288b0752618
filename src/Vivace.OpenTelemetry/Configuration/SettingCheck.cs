using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Vivace.OpenTelemetry.Configuration;

/// <summary>The ranges of settings, the same for code and environment.</summary>
internal static class SettingCheck
{
    public const int LargestCount = 1_000_000;

    // Milliseconds have to fit the 32 bits that timers and waits take.
    public static readonly TimeSpan LongestDuration = TimeSpan.FromDays(24);

    private const int QuotedLength = 200;

    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    public static string Text(string value, string what, string parameter)
    {
        ArgumentNullException.ThrowIfNull(value, parameter);
        return string.IsNullOrWhiteSpace(value)
            ? throw new ArgumentException($"{Sentence(what)} is empty; give it some text.", parameter)
            : value;
    }

    public static TimeSpan Duration(TimeSpan value, string what, string parameter) =>
        IsDuration(value)
            ? value
            : throw new ArgumentOutOfRangeException(
                parameter, value, $"{Sentence(what)} is {value.TotalMilliseconds.ToString(CultureInfo.InvariantCulture)} ms; it must be from 1 ms to 24 days.");

    public static bool IsDuration(TimeSpan value) => value >= TimeSpan.FromMilliseconds(1) && value <= LongestDuration;

    public static void Count(int value, string what, string parameter)
    {
        if (!IsCount(value))
            throw new ArgumentOutOfRangeException(parameter, value, $"{Sentence(what)} is {value}; it must be from 1 to 1,000,000 spans.");
    }

    public static bool IsCount(int value) => value is >= 1 and <= LargestCount;

    public static ArgumentOutOfRangeException BatchAboveQueue(int batch, int queue, string parameter, int value) =>
        new(parameter, value, $"The export batch size ({batch}) is above the queue size ({queue}); a batch is taken from the queue.");

    public static bool TryEndpoint(
        string? text, [NotNullWhen(true)] out Uri? endpoint, [NotNullWhen(false)] out string? reason)
    {
        endpoint = null;
        if (string.IsNullOrWhiteSpace(text))
            reason = "The endpoint is empty; it must be a URL such as http://localhost:4317.";
        else if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out var uri) || !uri.IsAbsoluteUri)
            reason = $"The endpoint \"{Quoted(text)}\" is not an absolute URL; it must be one such as http://localhost:4317.";
        else if (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps)
            reason = $"The endpoint \"{Quoted(text)}\" has the scheme \"{Quoted(uri.Scheme)}\"; it must be http or https, as in http://localhost:4317.";
        else if (uri.Host.Length == 0)
            reason = $"The endpoint \"{Quoted(text)}\" names no host.";
        else if (uri.UserInfo.Length > 0)
            reason = "The endpoint holds a user name or password; send credentials as a header instead.";
        else if (uri.Fragment.Length > 0)
            reason = $"The endpoint \"{Quoted(text)}\" has a fragment (#...), which is never sent; remove it.";
        else
        {
            endpoint = uri;
            reason = null;
            return true;
        }

        return false;
    }

    /// <summary>Why a header cannot be sent, or null. Values may be secrets and are not repeated.</summary>
    public static string? HeaderFault(string name, string value)
    {
        if (name.Length == 0)
            return "The name of a header is empty.";

        var wrong = name.AsSpan().IndexOfAnyExcept(TokenCharacters);
        if (wrong >= 0)
            return $"The header name \"{Quoted(name)}\" has a character at position {wrong + 1} that no header name may have.";

        // Trailers, framing and the like belong to the client; a second value breaks the request.
        if (name.Equals("content-type", StringComparison.OrdinalIgnoreCase) || name.Equals("content-length", StringComparison.OrdinalIgnoreCase)
            || name.Equals("transfer-encoding", StringComparison.OrdinalIgnoreCase) || name.Equals("te", StringComparison.OrdinalIgnoreCase))
        {
            return $"The header \"{name}\" is set by the exporter itself.";
        }

        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] is < ' ' and not '\t' or > '~')
                return $"The value of header \"{name}\" has a character at position {i + 1} that is not printable ASCII.";
        }

        return null;
    }

    public static string Quoted(string text) => text.Length <= QuotedLength ? text : string.Concat(text.AsSpan(0, QuotedLength), "...");

    private static string Sentence(string what) => string.Concat(char.ToUpperInvariant(what[0]).ToString(), what.AsSpan(1));
}
