using System.Globalization;
using Vivace.Core;
using Vivace.Store;
using static Vivace.Server.Api.SpanAnswerJson;

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
        SpanAnswerJson.Range(json, range);
        Number(json, "stepSeconds"u8, (long)stepSeconds);
        Completeness(json, found.Metrics, message);
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
        Text(json, "type"u8, group.Type);
        Text(json, "message"u8, group.Message);
        Text(json, "sampleMessage"u8, group.SampleMessage);
        Number(json, "count"u8, group.Count);
        json.Name("firstSeenUnixNano"u8);
        json.LongString(group.FirstUnixNanoseconds);
        json.Name("lastSeenUnixNano"u8);
        json.LongString(group.LastUnixNanoseconds);
        Names(json, "services"u8, group.Services);
        Names(json, "operations"u8, group.Operations);
        json.Name("trend"u8);
        json.BeginArray();
        foreach (var count in group.Trend)
            json.Integer(count);
        json.EndArray();
        Text(json, "stack"u8, group.SampleStack);
        WriteSpans(json, group.Spans);
        json.EndObject();
    }

    private static void WriteSpans(TempoJsonWriter json, IReadOnlyList<ExceptionSpan> spans)
    {
        json.Name("traces"u8);
        json.BeginArray();
        foreach (var span in spans)
        {
            json.BeginObject();
            Text(json, "traceID"u8, span.TraceId.ToString());
            Text(json, "spanID"u8, SpanIdText.Of(span.SpanId));
            json.Name("startTimeUnixNano"u8);
            json.LongString(span.StartUnixNanoseconds);
            Text(json, "service"u8, span.Service);
            Text(json, "name"u8, span.Name);
            json.EndObject();
        }

        json.EndArray();
    }
}
