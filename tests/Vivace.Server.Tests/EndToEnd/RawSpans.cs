using Vivace.Otlp;
using Vivace.Otlp.Wire;

namespace Vivace.Server.Tests.EndToEnd;

/// <summary>The spans of OTLP messages byte by byte, each behind the bytes of its resource and scope. A cheap first comparison: equal
/// bytes are equal spans; only unequal ones have to be compared by what they mean.</summary>
internal static class RawSpans
{
    public static Comparer<byte[]> Order { get; } = Comparer<byte[]>.Create(static (left, right) => left.AsSpan().SequenceCompareTo(right));

    /// <summary>All spans, sorted.</summary>
    public static List<byte[]> Of(byte[] message)
    {
        var spans = new List<byte[]>();
        foreach (var resourceSpans in Children(message, OtlpFields.RequestResourceSpans, out _))
            foreach (var scopeSpans in Children(resourceSpans, OtlpFields.ResourceSpans.ScopeSpans, out var resource))
                foreach (var span in Children(scopeSpans, OtlpFields.ScopeSpans.Spans, out var scope))
                    spans.Add([.. span, .. resource, .. scope]);
        spans.Sort(Order);
        return spans;
    }

    /// <summary>Of a span in this form, in hexadecimal digits.</summary>
    public static string TraceId(byte[] span)
    {
        var reader = new ProtoReader(span);
        while (reader.TryReadTag(out var field, out var wireType))
        {
            if (field == OtlpFields.Span.TraceId)
                return Convert.ToHexStringLower(reader.ReadBytes());
            reader.Skip(field, wireType);
        }

        return "";
    }

    public static bool AreSame(List<byte[]> left, List<byte[]> right) =>
        left.Count == right.Count && left.Zip(right).All(static pair => pair.First.AsSpan().SequenceEqual(pair.Second));

    /// <summary>The messages of one field; beside: all the other fields.</summary>
    private static List<byte[]> Children(byte[] message, int number, out byte[] beside)
    {
        var children = new List<byte[]>();
        var others = new List<byte>();
        var reader = new ProtoReader(message);
        for (var start = 0; reader.TryReadTag(out var field, out var wireType); start = reader.Position)
        {
            if (field == number)
            {
                children.Add(reader.ReadBytes().ToArray());
                continue;
            }

            reader.Skip(field, wireType);
            others.AddRange(reader.Raw(start, reader.Position));
        }

        beside = [.. others];
        return children;
    }
}
