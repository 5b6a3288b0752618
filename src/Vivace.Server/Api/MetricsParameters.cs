using System.Globalization;
using Vivace.Store;
using Vivace.TraceQL.Syntax;

namespace Vivace.Server.Api;

/// <summary>Reads the parameters of metrics queries.</summary>
internal sealed class MetricsParameters(QueryApiOptions options, TimeParameters times)
{
    /// <summary>Reads a request and checks all of it.</summary>
    /// <param name="request">The request; learns its expression and range, and its parameters hold the mistakes.</param>
    /// <param name="instant">True for one value per series.</param>
    /// <returns>Null after a mistake.</returns>
    public MetricsRequest? Read(ApiRequest request, bool instant)
    {
        var parameters = request.Parameters;
        request.Expression = parameters.Text("q") ?? parameters.Text("query") ?? "";
        var (range, isEndLimited) = times.ReadMetrics(parameters, wholeSeconds: instant);
        request.Range = range;
        var length = range.EndInclusive - range.StartInclusive;
        var step = instant || parameters.Error is not null ? 1 : ReadStep(parameters, length);
        var exemplars = instant ? 0 : Limit(parameters.Unsigned("exemplars"), options.MaxExemplars, 0);
        var maxSeries = Limit(parameters.Unsigned("maxSeries"), options.MaxResponseSeries, int.MaxValue);
        var query = parameters.Error is null
            ? QueryText.CompileMetrics(request.Expression, parameters, options, instant)
            : null;
        if (parameters.Error is not null || query is null)
            return null;

        var window = instant
            ? MetricsWindow.Instant(range.StartInclusive, range.EndInclusive)
            : MetricsWindow.Align(range.StartInclusive, range.EndInclusive, step, isEndLimited);
        return new MetricsRequest(request.Tenants, query, window, exemplars, maxSeries == int.MaxValue ? 0 : maxSeries);
    }

    /// <summary>What is asked, but no more than the server allows; 0 and nothing ask for all that.</summary>
    private static int Limit(uint? asked, int most, int unlimited)
    {
        var limit = most > 0 ? most : unlimited;
        return asked is null or 0 ? limit : (int)Math.Min(asked.Value, (uint)limit);
    }

    private ulong ReadStep(QueryParameters parameters, ulong length)
    {
        if (parameters.Text("step") is not { } text)
            return MetricsWindow.DefaultStep(length);

        decimal nanoseconds;
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds)
            && Math.Abs(seconds) < long.MaxValue / 1_000_000_000m)
            nanoseconds = seconds * 1_000_000_000m;
        else if (DurationText.TryParse(text.AsSpan().TrimStart('-'), out var duration))
            nanoseconds = text.StartsWith('-') ? -duration : duration;
        else
        {
            parameters.Fail($"invalid step: {QueryParameters.Quote(text)} is no duration; write seconds, or a number with a unit like 30s");
            return 1;
        }

        if (nanoseconds < 0)
        {
            parameters.Fail($"invalid step: {QueryParameters.Quote(text)} is negative");
            return 1;
        }

        // At most so many points; the limit is told in whole milliseconds, rounded up so that it works when taken.
        var intervals = (ulong)Math.Max(options.MaxMetricsIntervals, 1);
        var minimum = length / intervals;
        if (nanoseconds < 1 || (options.MaxMetricsIntervals > 0 && nanoseconds < minimum))
        {
            var shown = Math.Max((minimum + 999_999) / 1_000_000, 1) * 1_000_000;
            parameters.Fail(
                $"step of {DurationText.Format((long)nanoseconds)} is too small, minimum step for given range is {DurationText.Format((long)shown)}");
            return 1;
        }

        return (ulong)nanoseconds;
    }
}
