using FsCheck;
using FsCheck.Fluent;

namespace Vivace.Testing.Otlp;

/// <summary>FsCheck's view of <see cref="OtlpRandom"/>: arbitrary requests that shrink by leaving parts out.</summary>
/// <example><c>Prop.ForAll(OtlpArbitrary.Requests(), request => ...).QuickCheckThrowOnFailure()</c></example>
public static class OtlpArbitrary
{
    /// <summary>Requests whose ids are all good.</summary>
    public static Arbitrary<OtlpRequest> Requests() =>
        Arb.From(From((seed, size) => new OtlpRandom(seed, size).Request()), Shrink);

    /// <summary>Requests that JSON can carry: every string is Unicode.</summary>
    public static Arbitrary<OtlpRequest> UnicodeRequests() =>
        Arb.From(From((seed, size) => new OtlpRandom(seed, size) { RawText = false }.Request()), Shrink);

    /// <summary>Requests a few, half or most of whose spans have ids that must be refused.</summary>
    public static Arbitrary<OtlpRequest> RequestsWithBadIds() => Arb.From(
        From((seed, size) => new OtlpRandom(seed, size) { BadIds = (seed % 3) switch { 0 => 0.05, 1 => 0.3, _ => 0.7 } }.Request()),
        Shrink);

    /// <summary>Requests whose traces lie scattered over all of them.</summary>
    public static Arbitrary<OtlpRequest[]> Batches() => Arb.From(
        From((seed, size) =>
        {
            var random = new OtlpRandom(seed, size);
            return Enumerable.Range(0, 1 + (int)((uint)seed % 5)).Select(_ => random.Request()).ToArray();
        }),
        batches => Without(batches).Concat(batches.SelectMany((batch, i) => Shrink(batch).Select(b => With(batches, i, b))))
            .Select(b => b.ToArray()));

    /// <summary>Bytes that nearly are a request: damaged in one to a few places, cut, or mere noise.</summary>
    public static Arbitrary<byte[]> HostileBytes() => HostileBytes(request => request.ToBytes());

    /// <summary>The same in another encoding.</summary>
    public static Arbitrary<byte[]> HostileBytes(Func<OtlpRequest, byte[]> encode) => Arb.From(
        From((seed, size) => Mutation.Of(encode(new OtlpRandom(seed, size) { BadIds = 0.1 }.Request()), new Random(seed))));

    /// <summary>Smaller requests: parts left out one at a time, from the outside in.</summary>
    public static IEnumerable<OtlpRequest> Shrink(OtlpRequest request) =>
        Smaller(request.ResourceSpans, Shrink).Select(list => new OtlpRequest(list));

    private static IEnumerable<OtlpResourceSpans> Shrink(OtlpResourceSpans value)
    {
        foreach (var list in Smaller(value.ScopeSpans, Shrink))
            yield return value with { ScopeSpans = list };
        if (value.Resource is not null)
            yield return value with { Resource = null };
        if (value.SchemaUrl.Length > 0)
            yield return value with { SchemaUrl = "" };
    }

    private static IEnumerable<OtlpScopeSpans> Shrink(OtlpScopeSpans value)
    {
        foreach (var list in Smaller(value.Spans, Shrink))
            yield return value with { Spans = list };
        if (value.Scope is not null)
            yield return value with { Scope = null };
    }

    private static IEnumerable<OtlpSpan> Shrink(OtlpSpan value)
    {
        foreach (var list in Without(value.Events))
            yield return value with { Events = list };
        foreach (var list in Without(value.Links))
            yield return value with { Links = list };
        foreach (var list in Without(value.Attributes))
            yield return value with { Attributes = list };
        if (value.ParentSpanId.Length > 0)
            yield return value with { ParentSpanId = [] };
        if (value.Status is not null)
            yield return value with { Status = null };
        if (value.Name.Length > 0)
            yield return value with { Name = "" };
        if (value.TraceState.Length > 0)
            yield return value with { TraceState = "" };
    }

    private static IEnumerable<IReadOnlyList<T>> Smaller<T>(IReadOnlyList<T> list, Func<T, IEnumerable<T>> shrink) =>
        Without(list).Concat(list.SelectMany((item, i) => shrink(item).Select(smaller => With(list, i, smaller))));

    private static IEnumerable<IReadOnlyList<T>> Without<T>(IReadOnlyList<T> list) =>
        list.Select((_, i) => (IReadOnlyList<T>)[.. list.Take(i), .. list.Skip(i + 1)]);

    private static IReadOnlyList<T> With<T>(IReadOnlyList<T> list, int index, T item) =>
        [.. list.Take(index), item, .. list.Skip(index + 1)];

    private static Gen<T> From<T>(Func<int, int, T> make) =>
        Gen.Sized(size => Gen.Choose(0, int.MaxValue).Select(seed => make(seed, size)));
}
