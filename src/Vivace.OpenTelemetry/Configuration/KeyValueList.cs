namespace Vivace.OpenTelemetry.Configuration;

/// <summary>The list syntax of <c>OTEL_RESOURCE_ATTRIBUTES</c> and <c>OTEL_EXPORTER_OTLP_HEADERS</c>:
/// <c>key=value,key2=value2</c>, percent-encoded where a character has a meaning (W3C Baggage).</summary>
internal static class KeyValueList
{
    /// <summary>Reads every pair that can be read.</summary>
    /// <param name="text">The list; empty members are passed over.</param>
    /// <param name="wrong">Called with the position, from 1, of each member without a key or an equals sign.</param>
    public static List<KeyValuePair<string, string>> Read(string text, Action<int> wrong)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        var start = 0;
        while (start <= text.Length)
        {
            var comma = text.IndexOf(',', start);
            var end = comma < 0 ? text.Length : comma;
            var member = text.AsSpan(start, end - start);
            if (!member.IsWhiteSpace())
            {
                var equals = member.IndexOf('=');
                var key = equals < 0 ? default : member[..equals].Trim();
                if (key.IsEmpty)
                    wrong(start + 1);
                else
                    pairs.Add(new(Decode(key), Decode(member[(equals + 1)..].Trim())));
            }

            start = end + 1;
        }

        return pairs;
    }

    // A sequence that is no escape stays as it is: better a value with a percent sign than none.
    private static string Decode(ReadOnlySpan<char> text) => Uri.UnescapeDataString(text.ToString());
}
