using System.Globalization;
using Vivace.Core;
using Vivace.TraceQL.Syntax;

namespace Vivace.Server.Api;

/// <summary>Reads <c>start</c>, <c>end</c> and <c>since</c>, which every endpoint understands a little differently.</summary>
internal sealed class TimeParameters
{
    private const ulong NanosecondsPerSecond = 1_000_000_000;

    /// <summary>What is looked at when a request names no range.</summary>
    private static readonly TimeSpan DefaultSearch = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan DefaultMetrics = TimeSpan.FromHours(1);

    private readonly QueryApiOptions _options;
    private readonly TimeProvider _time;

    /// <summary>Creates a reader.</summary>
    /// <param name="options">Limits.</param>
    /// <param name="time">Says what time it is.</param>
    public TimeParameters(QueryApiOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
    }

    /// <summary>Reads the range of a search: Unix seconds, the end after the start.</summary>
    public TimeRange ReadSearch(QueryParameters parameters) => ReadSeconds(parameters, mayBeEmpty: false);

    /// <summary>Reads the range of tags and values: Unix seconds, the end not before the start.</summary>
    public TimeRange ReadMetadata(QueryParameters parameters) => ReadSeconds(parameters, mayBeEmpty: true);

    /// <summary>Reads the range of a trace lookup: Unix seconds, each alone allowed, 0 meaning absent.</summary>
    public static TimeRange ReadTrace(QueryParameters parameters)
    {
        var start = parameters.Unsigned("start") ?? 0;
        var end = parameters.Unsigned("end") ?? 0;
        if (start != 0 && end != 0 && end <= start)
            parameters.Fail(NotBefore(start, end));
        if (parameters.Error is not null)
            return TimeRange.All;

        return new TimeRange(
            start * NanosecondsPerSecond, end == 0 ? ulong.MaxValue : end * NanosecondsPerSecond);
    }

    /// <summary>Reads the range of a metrics query: Unix seconds or nanoseconds, fractions of seconds, or RFC 3339.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="wholeSeconds">True to move the end back by whole seconds where the cutoff limits it.</param>
    /// <returns>The range, and whether the cutoff limits its end.</returns>
    public (TimeRange Range, bool IsEndLimited) ReadMetrics(QueryParameters parameters, bool wholeSeconds)
    {
        var now = Now();
        var since = parameters.Text("since") is { } sinceText ? ReadSince(parameters, sinceText, MetricsPrefix) : (ulong?)null;
        var end = ReadInstant(parameters, "end") ?? now;
        var start = ReadInstant(parameters, "start") ?? Less(Math.Min(end, now), since ?? Nanoseconds(DefaultMetrics));
        var newest = _options.QueryEndCutoff > TimeSpan.Zero ? Less(now, Nanoseconds(_options.QueryEndCutoff)) : ulong.MaxValue;
        var isEndLimited = end > newest;
        if (isEndLimited)
        {
            if (start >= newest && start < end)
                parameters.Fail("query window falls entirely within query_end_cutoff");
            end = wholeSeconds
                ? Less(end, (end - newest + NanosecondsPerSecond - 1) / NanosecondsPerSecond * NanosecondsPerSecond)
                : newest;
        }

        if (start >= end)
            parameters.Fail("end must be greater than start");
        else if (_options.MaxMetricsDuration > TimeSpan.Zero && end - start > Nanoseconds(_options.MaxMetricsDuration))
            parameters.Fail($"metrics query time range exceeds the maximum allowed duration of {Text(_options.MaxMetricsDuration)}");
        return (parameters.Error is null ? new TimeRange(start, end) : TimeRange.All, isEndLimited);
    }

    private TimeRange ReadSeconds(QueryParameters parameters, bool mayBeEmpty)
    {
        var now = Now();
        ulong start, end;
        if (parameters.Text("since") is { } since)
        {
            end = now;
            start = Less(now, ReadSince(parameters, since, "error parsing date range: "));
        }
        else
        {
            var startSeconds = parameters.Unsigned("start");
            var endSeconds = parameters.Unsigned("end");
            if (parameters.Error is not null)
                return TimeRange.All;
            if ((startSeconds ?? 0) == 0 && (endSeconds ?? 0) == 0)
            {
                end = now;
                start = Less(now, Nanoseconds(DefaultSearch));
            }
            else if (startSeconds is null || endSeconds is null)
            {
                parameters.Fail("error parsing date range: only one of start and end is given; give both or neither");
                return TimeRange.All;
            }
            else
            {
                start = startSeconds.Value * NanosecondsPerSecond;
                end = endSeconds.Value * NanosecondsPerSecond;
                if (mayBeEmpty ? start > end : start >= end)
                    parameters.Fail(NotBefore(startSeconds.Value, endSeconds.Value));
            }
        }

        if (parameters.Error is not null)
            return TimeRange.All;
        if (_options.MaxSearchDuration > TimeSpan.Zero && end - start > Nanoseconds(_options.MaxSearchDuration))
        {
            parameters.Fail(string.Create(CultureInfo.InvariantCulture,
                $"range specified by start and end exceeds {Text(_options.MaxSearchDuration)}. received start={start / NanosecondsPerSecond} end={end / NanosecondsPerSecond}"));
            return TimeRange.All;
        }

        if (_options.QueryEndCutoff > TimeSpan.Zero)
        {
            end = Math.Min(end, Less(now, Nanoseconds(_options.QueryEndCutoff)));
            if (start > end)
                start = Less(now, Nanoseconds(DefaultSearch));
        }

        return new TimeRange(Math.Min(start, end), end);
    }

    private const string MetricsPrefix = "rpc error: code = Code(400) desc = ";

    private static ulong ReadSince(QueryParameters parameters, string text, string prefix)
    {
        if (text == "0")
            return 0;
        if (DurationText.TryParse(text, out var nanoseconds))
            return (ulong)nanoseconds;

        parameters.Fail(
            $"{prefix}could not parse 'since' parameter: not a valid duration string: {QueryParameters.Quote(text)}; write it like 30m or 1h");
        return 0;
    }

    private static ulong? ReadInstant(QueryParameters parameters, string name)
    {
        if (parameters.Text(name) is not { } text)
            return null;

        if (text.All(char.IsAsciiDigit) && ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var whole))
            return text.Length <= 10 ? whole * NanosecondsPerSecond : whole;
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            && seconds <= ulong.MaxValue / NanosecondsPerSecond)
            return (ulong)(seconds * NanosecondsPerSecond);
        if (text.Contains('T', StringComparison.Ordinal) && DateTimeOffset.TryParse(
                text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            && instant >= DateTimeOffset.UnixEpoch)
            return Nanoseconds(instant - DateTimeOffset.UnixEpoch);

        parameters.Fail(
            $"{MetricsPrefix}could not parse '{name}' parameter: {QueryParameters.Quote(text)} is no time; write Unix seconds, Unix nanoseconds or RFC 3339");
        return null;
    }

    private static string NotBefore(uint startSeconds, uint endSeconds) => string.Create(CultureInfo.InvariantCulture,
        $"http parameter start must be before end. received start={startSeconds} end={endSeconds}");

    private static string Text(TimeSpan duration) => DurationText.Format((long)Nanoseconds(duration));

    private ulong Now() => Nanoseconds(_time.GetUtcNow() - DateTimeOffset.UnixEpoch);

    private static ulong Nanoseconds(TimeSpan duration) => (ulong)duration.Ticks * TimeSpan.NanosecondsPerTick;

    private static ulong Less(ulong instant, ulong duration) => duration < instant ? instant - duration : 0;
}
