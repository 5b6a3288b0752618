using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace ReifyDb.Workload;

/// <summary>Refuses arguments that cannot work.</summary>
internal static class Check
{
    public static Uri? Address(ArgumentResult result)
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : string.Empty;
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address?.Scheme is "http" or "https" or "ws" or "wss")
            return address;

        result.AddError($"\"{text}\" is no address; write http://HOST:PORT, or ws://HOST:PORT for the WebSocket.");
        return null;
    }

    public static void Range<T>(OptionResult result, Option<T> option, T least, T most)
        where T : IComparable<T>
    {
        if (result.GetValueOrDefault<T>() is { } value && (value.CompareTo(least) < 0 || value.CompareTo(most) > 0))
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{option.Name} is {value}; it must be from {least} to {most}."));
    }
}
