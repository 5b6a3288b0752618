using System.Text;
using Vivace.Core;
using Vivace.Otlp;
using Vivace.Otlp.Wire;

namespace Vivace.Testing.Otlp;

/// <summary>Compares OTLP requests and <c>TracesData</c> by what they say, whatever the batches, order and encoding.</summary>
public static class OtlpTraces
{
    /// <summary>All spans, each with its resource and scope, sorted. Spans that were sent twice are there twice.</summary>
    public static IReadOnlyList<FlatSpan> Normalize(params IEnumerable<ReadOnlyMemory<byte>> messages)
    {
        var spans = new List<FlatSpan>();
        foreach (var message in messages)
        {
            var reader = new ProtoReader(message.Span);
            while (reader.TryReadTag(out var field, out var wireType))
            {
                if (field == OtlpFields.RequestResourceSpans)
                    ResourceSpans(reader.ReadBytes(), spans);
                else
                    reader.Skip(field, wireType);
            }
        }

        spans.Sort(static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        return spans;
    }

    /// <inheritdoc cref="Normalize(IEnumerable{ReadOnlyMemory{byte}})"/>
    public static IReadOnlyList<FlatSpan> Normalize(params IEnumerable<byte[]> messages) =>
        Normalize(messages.Select(m => (ReadOnlyMemory<byte>)m));

    /// <summary>Like <see cref="Normalize(IEnumerable{byte[]})"/>, with repetitions of a span left out, as a store does.</summary>
    public static IReadOnlyList<FlatSpan> NormalizeDistinct(params IEnumerable<byte[]> messages) =>
        [.. Normalize(messages).Distinct()];

    /// <summary>The ids of all traces, sorted.</summary>
    public static IReadOnlyList<TraceId> TraceIds(params IEnumerable<byte[]> messages) =>
        [.. Normalize(messages).Select(s => s.TraceId).Distinct().Order()];

    /// <summary>Says how two sets of spans differ; null when they do not.</summary>
    public static string? Difference(IReadOnlyList<FlatSpan> expected, IReadOnlyList<FlatSpan> actual)
    {
        var missing = Without(expected, actual);
        var surplus = Without(actual, expected);
        if (missing.Count == 0 && surplus.Count == 0)
            return null;

        var text = new StringBuilder($"{expected.Count} spans expected, {actual.Count} found");
        Append("missing", missing);
        Append("not expected", surplus);
        return text.ToString();

        void Append(string what, List<FlatSpan> spans)
        {
            text.Append($"\n{spans.Count} {what}");
            foreach (var span in spans.Take(3))
                text.Append($"\n--- {what}:\n{span}");
        }
    }

    /// <summary>Throws, with the first differences, unless both hold the same spans.</summary>
    public static void AssertSame(IReadOnlyList<FlatSpan> expected, IReadOnlyList<FlatSpan> actual)
    {
        if (Difference(expected, actual) is { } difference)
            throw new InvalidOperationException(difference);
    }

    private static List<FlatSpan> Without(IReadOnlyList<FlatSpan> spans, IReadOnlyList<FlatSpan> others)
    {
        var left = others.GroupBy(s => s).ToDictionary(g => g.Key, g => g.Count());
        var missing = new List<FlatSpan>();
        foreach (var span in spans)
        {
            if (left.TryGetValue(span, out var count) && count > 0)
                left[span] = count - 1;
            else
                missing.Add(span);
        }

        return missing;
    }

    private static void ResourceSpans(ReadOnlySpan<byte> message, List<FlatSpan> spans)
    {
        byte[]? resource = null;
        var schemaUrl = "";
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var field, out var wireType))
        {
            if (field == OtlpFields.ResourceSpans.Resource)
                resource = [.. resource ?? [], .. reader.ReadBytes()];
            else if (field == OtlpFields.ResourceSpans.SchemaUrl)
                schemaUrl = Encoding.UTF8.GetString(reader.ReadBytes());
            else
                reader.Skip(field, wireType);
        }

        resource = resource is null ? null : OtlpCanonical.Form(resource, OtlpSchema.Resource);
        reader = new ProtoReader(message);
        while (reader.TryReadTag(out var field, out var wireType))
        {
            if (field == OtlpFields.ResourceSpans.ScopeSpans)
                ScopeSpans(reader.ReadBytes(), resource, schemaUrl, spans);
            else
                reader.Skip(field, wireType);
        }
    }

    private static void ScopeSpans(ReadOnlySpan<byte> message, byte[]? resource, string resourceSchemaUrl, List<FlatSpan> spans)
    {
        byte[]? scope = null;
        var schemaUrl = "";
        var bodies = new List<byte[]>();
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var field, out var wireType))
        {
            if (field == OtlpFields.ScopeSpans.Scope)
                scope = [.. scope ?? [], .. reader.ReadBytes()];
            else if (field == OtlpFields.ScopeSpans.SchemaUrl)
                schemaUrl = Encoding.UTF8.GetString(reader.ReadBytes());
            else if (field == OtlpFields.ScopeSpans.Spans)
                bodies.Add(OtlpCanonical.Form(reader.ReadBytes(), OtlpSchema.Span));
            else
                reader.Skip(field, wireType);
        }

        scope = scope is null ? null : OtlpCanonical.Form(scope, OtlpSchema.Scope);
        foreach (var body in bodies)
            spans.Add(new FlatSpan(resource, resourceSchemaUrl, scope, schemaUrl, body));
    }
}
