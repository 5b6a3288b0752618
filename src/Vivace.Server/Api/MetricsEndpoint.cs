using System.Globalization;
using Vivace.Core;
using Vivace.TraceQL.Syntax;

namespace Vivace.Server.Api;

/// <summary><c>/api/metrics/query_range</c> and <c>/api/metrics/query</c>: checks everything about a metrics query, then
/// says that it cannot be executed yet.</summary>
internal sealed class MetricsEndpoint(QueryApiOptions options, TimeParameters times)
{
    /// <summary>Answers a query over a range.</summary>
    public ApiAnswer AnswerRange(ApiRequest request)
    {
        var parameters = request.Parameters;
        var range = times.ReadMetrics(parameters);
        CheckStep(parameters, range);
        _ = parameters.Unsigned("exemplars");
        _ = parameters.Unsigned("maxSeries");
        return Answer(request, range, instant: false);
    }

    /// <summary>Answers a query for one value per series.</summary>
    public ApiAnswer AnswerInstant(ApiRequest request) =>
        Answer(request, times.ReadMetrics(request.Parameters), instant: true);

    private ApiAnswer Answer(ApiRequest request, TimeRange range, bool instant)
    {
        var parameters = request.Parameters;
        request.Range = range;
        request.Expression = parameters.Text("q") ?? parameters.Text("query") ?? "";
        var query = parameters.Error is null
            ? QueryText.CompileMetrics(request.Expression, parameters, options, instant)
            : null;
        if (parameters.Error is { } error)
            return ApiAnswer.BadRequest(error);

        var place = query!.Root is MetricsRoot { Expression: MetricsPipeline pipeline } ? pipeline.Function.Range : query.Root.Range;
        return ApiAnswer.BadRequest(QueryText.At(query, place, "TraceQL metrics are not supported yet"));
    }

    private void CheckStep(QueryParameters parameters, TimeRange range)
    {
        if (parameters.Text("step") is not { } text || parameters.Error is not null)
            return;

        decimal nanoseconds;
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds)
            && Math.Abs(seconds) < long.MaxValue / 1_000_000_000m)
            nanoseconds = seconds * 1_000_000_000m;
        else if (DurationText.TryParse(text.AsSpan().TrimStart('-'), out var duration))
            nanoseconds = text.StartsWith('-') ? -duration : duration;
        else
        {
            parameters.Fail($"invalid step: {QueryParameters.Quote(text)} is no duration; write seconds, or a number with a unit like 30s");
            return;
        }

        if (nanoseconds < 0)
        {
            parameters.Fail($"invalid step: {QueryParameters.Quote(text)} is negative");
            return;
        }

        // At most so many points; the limit is told in whole milliseconds, rounded up so that it works when taken.
        var length = range.EndInclusive - range.StartInclusive;
        var intervals = (ulong)Math.Max(options.MaxMetricsIntervals, 1);
        var minimum = length / intervals;
        if (nanoseconds == 0 || (options.MaxMetricsIntervals > 0 && nanoseconds < minimum))
        {
            var shown = Math.Max((minimum + 999_999) / 1_000_000, 1) * 1_000_000;
            parameters.Fail(
                $"step of {DurationText.Format((long)nanoseconds)} is too small, minimum step for given range is {DurationText.Format((long)shown)}");
        }
    }
}
