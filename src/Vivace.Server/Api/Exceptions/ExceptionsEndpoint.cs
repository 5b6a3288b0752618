using System.Globalization;
using Vivace.Core;
using Vivace.Store;

namespace Vivace.Server.Api.Exceptions;

/// <summary><c>/api/vivace/exceptions</c>: exceptions that spans have recorded, in groups.</summary>
internal sealed class ExceptionsEndpoint(ITraceStore store, SpanQueryReader reader)
{
    private const uint DefaultLimit = 100;
    private const uint MaxLimit = 1_000;
    private const ulong NanosecondsPerSecond = 1_000_000_000;
    private const ulong MostSteps = 120;

    // Lengths of steps that people read well, in seconds.
    private static readonly ulong[] Steps = [1, 5, 10, 30, 60, 300, 600, 1_800, 3_600, 10_800, 21_600, 43_200, 86_400];

    /// <summary>Answers.</summary>
    public async Task<ApiAnswer> AnswerAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var parameters = request.Parameters;
        var (range, query) = reader.Read(request);
        var limit = parameters.Unsigned("limit") ?? DefaultLimit;
        if (limit is 0 or > MaxLimit)
            parameters.Fail(string.Create(CultureInfo.InvariantCulture, $"invalid limit: {limit}; it must be from 1 to {MaxLimit}"));
        if (parameters.Error is { } error)
            return ApiAnswer.BadRequest(error);

        var stepSeconds = StepOf(range);
        var asked = new ExceptionsRequest(request.Tenants, range, query, stepSeconds * NanosecondsPerSecond, (int)limit);
        var found = await store.FindExceptionsAsync(asked, cancellationToken);
        var cut = found.TotalGroups > found.Groups.Count
            ? string.Create(CultureInfo.InvariantCulture, $"{found.TotalGroups:N0} groups found; the most frequent {found.Groups.Count:N0} are listed (limit)")
            : null;
        var message = Federation.Join([cut, found.PartialReason]);
        var buffer = new PooledBuffer();
        Write(new TempoJsonWriter(buffer), found, range, stepSeconds, message);
        return ApiAnswer.Json(buffer).With(found.Metrics.InspectedBytes, found.Groups.Count, message is not null);
    }

    private static ulong StepOf(TimeRange range)
    {
        var seconds = (range.EndInclusive - range.StartInclusive) / NanosecondsPerSecond;
        foreach (var step in Steps)
        {
            if (seconds / step < MostSteps)
                return step;
        }

        return seconds / MostSteps + 1;
    }

    private static void Write(TempoJsonWriter json, ExceptionsResult found, TimeRange range, ulong stepSeconds, string? message)
    {
        json.BeginObject();
        json.Name("startUnixNano"u8);
        json.LongString(range.StartInclusive);
        json.Name("endUnixNano"u8);
        json.LongString(range.EndInclusive);
        json.Name("seconds"u8);
        json.Double((double)(range.EndInclusive - range.StartInclusive) / NanosecondsPerSecond);
        json.Name("stepSeconds"u8);
        json.Integer((long)stepSeconds);
        json.Name("inspectedSpans"u8);
        json.LongString(found.Metrics.InspectedSpans);
        json.Name("partial"u8);
        json.Boolean(message is not null);
        json.Name("message"u8);
        json.StringOrNull(message);
        json.Name("groups"u8);
        json.BeginArray();
        foreach (var group in found.Groups)
            WriteGroup(json, group);
        json.EndArray();
        json.EndObject();
    }

    private static void WriteGroup(TempoJsonWriter json, ExceptionGroup group)
    {
        json.BeginObject();
        json.Name("type"u8);
        json.String(group.Type);
        json.Name("message"u8);
        json.String(group.Message);
        json.Name("sampleMessage"u8);
        json.String(group.SampleMessage);
        json.Name("count"u8);
        json.Integer(group.Count);
        json.Name("firstSeenUnixNano"u8);
        json.LongString(group.FirstUnixNanoseconds);
        json.Name("lastSeenUnixNano"u8);
        json.LongString(group.LastUnixNanoseconds);
        WriteNames(json, "services"u8, group.Services);
        WriteNames(json, "operations"u8, group.Operations);
        json.Name("trend"u8);
        json.BeginArray();
        foreach (var count in group.Trend)
            json.Integer(count);
        json.EndArray();
        json.Name("stack"u8);
        json.StringOrNull(group.SampleStack);
        WriteSpans(json, group.Spans);
        json.EndObject();
    }

    private static void WriteNames(TempoJsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<NamedCount> counts)
    {
        json.Name(name);
        json.BeginArray();
        foreach (var one in counts)
        {
            json.BeginObject();
            json.Name("name"u8);
            json.String(one.Name);
            json.Name("count"u8);
            json.Integer(one.Count);
            json.EndObject();
        }

        json.EndArray();
    }

    private static void WriteSpans(TempoJsonWriter json, IReadOnlyList<ExceptionSpan> spans)
    {
        json.Name("traces"u8);
        json.BeginArray();
        foreach (var span in spans)
        {
            json.BeginObject();
            json.Name("traceID"u8);
            json.String(span.TraceId.ToString());
            json.Name("spanID"u8);
            json.String(SpanIdText.Of(span.SpanId));
            json.Name("startTimeUnixNano"u8);
            json.LongString(span.StartUnixNanoseconds);
            json.Name("service"u8);
            json.String(span.Service);
            json.Name("name"u8);
            json.String(span.Name);
            json.EndObject();
        }

        json.EndArray();
    }
}
