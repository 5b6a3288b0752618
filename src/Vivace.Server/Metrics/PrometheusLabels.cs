using System.Globalization;
using System.Text;

namespace Vivace.Server.Metrics;

/// <summary>Label sets in the text format.</summary>
internal static class PrometheusLabels
{
    /// <summary>Renders labels sorted by name, without braces: <c>op="search",tenant="a"</c>.</summary>
    /// <remarks>Sorted so that the same labels in another order are the same text. A name that occurs twice keeps its
    /// last value, because a repeated label makes a scrape fail.</remarks>
    public static string Render(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var sorted = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in tags)
            sorted[PrometheusName.OfLabel(name)] = TextOf(value);

        var text = new StringBuilder();
        foreach (var (name, value) in sorted)
        {
            if (text.Length > 0)
                text.Append(',');
            text.Append(name).Append("=\"");
            AppendEscaped(text, value);
            text.Append('"');
        }

        return text.ToString();
    }

    /// <summary>A tag's value as text, in invariant culture.</summary>
    public static string TextOf(object? value) => value switch
    {
        null => "",
        string text => text,
        bool truth => truth ? "true" : "false",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>The value of one label of a rendered set.</summary>
    /// <param name="rendered">As <see cref="Render"/> wrote it, in UTF-8.</param>
    /// <param name="name">The label.</param>
    /// <returns>Null when the set does not have it.</returns>
    public static string? Find(ReadOnlySpan<byte> rendered, string name)
    {
        var text = Encoding.UTF8.GetString(rendered);
        for (var position = 0; position < text.Length;)
        {
            var equals = text.IndexOf('=', position);
            var value = new StringBuilder();
            var end = equals + 2; // behind the opening quote
            for (; text[end] != '"'; end++)
            {
                if (text[end] != '\\')
                    value.Append(text[end]);
                else
                    value.Append(text[++end] == 'n' ? '\n' : text[end]);
            }

            if (text.AsSpan(position, equals - position).SequenceEqual(name))
                return value.ToString();
            position = end + 2; // behind the closing quote and the comma
        }

        return null;
    }

    private static void AppendEscaped(StringBuilder text, string value)
    {
        foreach (var c in value)
        {
            _ = c switch
            {
                '\\' => text.Append("\\\\"),
                '"' => text.Append("\\\""),
                '\n' => text.Append("\\n"),
                _ => text.Append(c),
            };
        }
    }
}
