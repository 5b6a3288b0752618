using System.Globalization;
using Vivace.Core;
using Vivace.Query.Exceptions;
using Vivace.Store;
using Vivace.Testing.Otlp;
using Xunit;

namespace Vivace.Query.Tests.Exceptions;

public class ExceptionsTests
{
    private const ulong Second = 1_000_000_000;
    private const ulong Start = 1_700_000_000 * Second;

    private static readonly string[] Types = ["", "IOException", "TimeoutException"];
    private static readonly string[] Messages = ["", "disk 1 is full", "disk 22 is full", "refused", "user \"x\" is gone", "user \"yy\" is gone"];

    public static MatrixTheoryData<int, Placement> Cases => new(Enumerable.Range(1, 4), Enum.GetValues<Placement>());

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Groups_agree_with_a_count_event_by_event(int seed, Placement placement)
    {
        var random = new Random(seed * 10 + (int)placement);
        var spans = RandomTelemetry.Spans(random, traces: 40).ConvertAll(span => span with { Span = span.Span with { Events = Events(random, span.Span) } });
        await using var store = await Store.OpenAsync(placement, [.. RandomTelemetry.Requests(random, spans)]);
        foreach (var (query, isMatch) in new (string?, Func<StoredSpan, bool>)[]
        {
            (null, _ => true), ("{ status = error }", span => span.Span.Status?.Code == 2),
        })
        {
            foreach (var range in new[] { new TimeRange(Start, Start + 60 * Second), new TimeRange(Start + 10 * Second, Start + 20 * Second) })
            {
                var result = await store.ExceptionsAsync(range, query);
                var expected = spans.Where(isMatch)
                    .SelectMany(span => span.Span.Events.Where(one => one.Name == "exception").Select(one => (Span: span, Event: one)))
                    .Where(one => one.Event.TimeUnixNano >= range.StartInclusive && one.Event.TimeUnixNano <= range.EndInclusive)
                    .GroupBy(one => (Text(one.Event, "exception.type"), Pattern(Text(one.Event, "exception.message"))))
                    .Select(group => Describe(group.Key, [.. group.Select(one => (one.Span, one.Event))], range));
                Assert.Equal(expected.Order(StringComparer.Ordinal), result.Groups.Select(Describe).Order(StringComparer.Ordinal));
                Assert.Equal(result.Groups.Count, result.TotalGroups);
                Assert.NotEmpty(result.Groups);
            }
        }
    }

    [Fact]
    public async Task A_group_shows_its_newest_exception_with_its_stack_and_traces()
    {
        var traces = Enumerable.Range(1, 7).Select(number =>
        {
            var trace = new TestTrace(number).At(Start + (ulong)number * Second);
            trace.Root("shop", $"GET /{number % 2}").WithEvent(
                "exception",
                TimeSpan.Zero,
                new OtlpAttribute("exception.type", "IOException"),
                new OtlpAttribute("exception.message", $"disk {number} is full"),
                new OtlpAttribute("exception.stacktrace", $"at Disk{number}.Write"));
            return trace;
        }).ToArray();
        await using var store = Store.Of(traces);
        var group = Assert.Single((await store.ExceptionsAsync(new TimeRange(Start, Start + 60 * Second), stepNanoseconds: 10 * Second)).Groups);

        Assert.Equal(("IOException", "disk <num> is full", "disk 7 is full", "at Disk7.Write"), (group.Type, group.Message, group.SampleMessage, group.SampleStack));
        Assert.Equal((7L, Start + Second, Start + 7 * Second), (group.Count, group.FirstUnixNanoseconds, group.LastUnixNanoseconds));
        Assert.Equal([7, 0, 0, 0, 0, 0, 0], group.Trend);
        Assert.Equal([new NamedCount("shop", 7)], group.Services);
        Assert.Equal([new NamedCount("GET /1", 4), new NamedCount("GET /0", 3)], group.Operations);
        Assert.Equal(traces.Reverse().Take(5).Select(trace => trace.Id), group.Spans.Select(span => span.TraceId));
    }

    [Fact]
    public async Task Most_frequent_groups_stay_when_there_are_too_many()
    {
        var trace = new TestTrace();
        var root = trace.Root("shop", "job");
        foreach (var type in (string[])["a", "b", "b"])
            root.WithEvent("exception", TimeSpan.Zero, new OtlpAttribute("exception.type", type));
        await using var store = Store.Of(trace);
        var result = await store.ExceptionsAsync(new TimeRange(Start, Start + 60 * Second), limit: 1);
        Assert.Equal(("b", 2), (Assert.Single(result.Groups).Type, result.TotalGroups));
    }

    private static List<OtlpEvent> Events(Random random, OtlpSpan span) =>
    [
        .. Enumerable.Range(0, random.Next(4)).Select(_ => new OtlpEvent
        {
            Name = random.Next(4) == 0 ? "log" : "exception",
            TimeUnixNano = span.StartTimeUnixNano + (ulong)random.Next(3),
            Attributes =
            [
                new OtlpAttribute("exception.type", Types[random.Next(3)]),
                .. random.Next(4) == 0 ? (OtlpAttribute[])[] : [new OtlpAttribute("exception.message", Messages[random.Next(6)])],
                .. random.Next(2) == 0 ? (OtlpAttribute[])[] : [new OtlpAttribute("exception.stacktrace", $"at {random.Next(100)}")],
            ],
        }),
    ];

    private static string Describe((string Type, string Pattern) key, List<(StoredSpan Span, OtlpEvent Event)> events, TimeRange range)
    {
        var trend = new long[(range.EndInclusive - range.StartInclusive) / Second + 1];
        foreach (var (_, one) in events)
            trend[(one.TimeUnixNano - range.StartInclusive) / Second]++;
        var services = events.GroupBy(one => Service(one.Span)).Select(group => new NamedCount(group.Key, group.Count()));
        var operations = events.GroupBy(one => one.Span.Span.Name).Select(group => new NamedCount(group.Key, group.Count()));
        var spans = events
            .GroupBy(one => Convert.ToHexString(one.Span.Span.TraceId))
            .Select(group => group.OrderByDescending(one => one.Event.TimeUnixNano).ThenBy(one => ReferenceTrace.IdOf(one.Span.Span.SpanId)).First())
            .OrderByDescending(one => one.Event.TimeUnixNano).ThenBy(one => Convert.ToHexString(one.Span.Span.TraceId))
            .Take(5)
            .Select(one => Convert.ToHexString(one.Span.Span.SpanId));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{key.Type}|{key.Pattern}|{events.Count}|{events.Min(one => one.Event.TimeUnixNano)}|{events.Max(one => one.Event.TimeUnixNano)}|{string.Join(',', trend)}|{Names(services)}|{Names(operations)}|{string.Join(',', spans)}");
    }

    private static string Describe(ExceptionGroup group) => string.Create(
        CultureInfo.InvariantCulture,
        $"{group.Type}|{group.Message}|{group.Count}|{group.FirstUnixNanoseconds}|{group.LastUnixNanoseconds}|{string.Join(',', group.Trend)}|{Names(group.Services)}|{Names(group.Operations)}|{string.Join(',', group.Spans.Select(span => span.SpanId.ToString("X16", CultureInfo.InvariantCulture)))}");

    private static string Names(IEnumerable<NamedCount> names) =>
        string.Join(',', names.OrderBy(name => name.Name, StringComparer.Ordinal).Select(name => $"{name.Name}={name.Count}"));

    private static string Service(StoredSpan span) =>
        span.Resource?.Attributes.FirstOrDefault(a => a.Key == "service.name")?.Value is OtlpValue.Text name ? name.Value : "";

    private static string Text(OtlpEvent one, string key) =>
        one.Attributes.FirstOrDefault(attribute => attribute.Key == key)?.Value is OtlpValue.Text text ? text.Value : "";

    private static string Pattern(string message)
    {
        var pattern = new System.Buffers.ArrayBufferWriter<byte>();
        MessagePattern.Write(System.Text.Encoding.UTF8.GetBytes(message), pattern);
        return System.Text.Encoding.UTF8.GetString(pattern.WrittenSpan);
    }
}
