namespace Vivace.Server.Tests.EndToEnd;

/// <summary>Questions to ask of the recording, each with the rule that says which spans are the answer.</summary>
internal static class RecordingSearches
{
    private const long Microsecond = 1_000;
    private const long Millisecond = 1_000 * Microsecond;

    public static IReadOnlyList<(string Query, Func<RecordedSpan, bool> Matches)> Spans { get; } =
    [
        ("{ }", _ => true),
        ("""{ resource.service.name = "reifydb-server" }""", span => span.Resource["service.name"].Text == "reifydb-server"),
        ("""{ resource.service.name = "another" }""", _ => false),
        ("""{ instrumentation:name = "reifydb" }""", span => span.Scope == "reifydb"),
        ("""{ name = "transaction::manager::version" }""", span => span.Name == "transaction::manager::version"),
        ("""{ name =~ "h(pack|2)::.*" || name = "popped" }""",
            span => span.Name.StartsWith("hpack::", StringComparison.Ordinal) || span.Name.StartsWith("h2::", StringComparison.Ordinal) || span.Name == "popped"),
        ("{ duration > 5ms }", span => span.DurationNanoseconds > 5 * Millisecond),
        ("{ duration <= 10us }", span => span.DurationNanoseconds <= 10 * Microsecond),
        ("""{ duration >= 100us && name != "pop_frame" }""",
            span => span.DurationNanoseconds >= 100 * Microsecond && span.Name != "pop_frame"),
        ("{ status = error }", span => span.StatusCode == 2),
        ("{ status = unset }", span => span.StatusCode == 0),
        ("{ kind = internal }", span => span.Kind == 1),
        ("{ kind = server }", span => span.Kind == 2),
        ("""{ span.target = "h2::codec::framed_write" }""", span => span.Text("target") == "h2::codec::framed_write"),
        ("""{ span.thread.name =~ "task-[0-9]+" }""",
            span => span.Text("thread.name")!.StartsWith("task-", StringComparison.Ordinal)),
        ("""{ span.thread.name != "async" }""", span => span.Text("thread.name") != "async"),
        ("""{ .code.file.path =~ ".*/prioritize\\.rs" }""",
            span => span.Text("code.file.path")!.EndsWith("/prioritize.rs", StringComparison.Ordinal)),
        ("""{ span.code.module.name = "h2::hpack::decoder" && span.code.line.number > 0 }""",
            span => span.Text("code.module.name") == "h2::hpack::decoder" && span.Integer("code.line.number") > 0),
        ("{ span.code.line.number >= 200 && span.code.line.number < 700 }",
            span => span.Integer("code.line.number") is >= 200 and < 700),
        ("{ span.busy_ns > 100000 }", span => span.Integer("busy_ns") > 100_000),
        ("{ span.busy_ns + span.idle_ns > 1000000 }", span => span.Integer("busy_ns") + span.Integer("idle_ns") > 1_000_000),
        ("{ span.rql != nil }", span => span.Attributes.ContainsKey("rql")),
        ("""{ span.rql =~ "FROM shop::.*(FILTER|AGGREGATE).*" }""",
            span => span.Text("rql") is { } rql && rql.StartsWith("FROM shop::", StringComparison.Ordinal)
                && (rql.Contains("FILTER", StringComparison.Ordinal) || rql.Contains("AGGREGATE", StringComparison.Ordinal))),
        ("{ span.cache_hit = true }", span => span.Attributes.TryGetValue("cache_hit", out var hit) && hit.Truth == true),
        ("{ span.field_count = 3 }", span => span.Integer("field_count") == 3), // a number on one span only, a text on the others
        ("""{ event:name = "Queue::push_back" }""", span => span.Events.Any(one => one.Name == "Queue::push_back")),
        ("""{ event.level = "DEBUG" }""", span => span.Events.Any(one => one.Attributes["level"].Text == "DEBUG")),
        ("{ event.status >= 200 }",
            span => span.Events.Any(one => one.Attributes.TryGetValue("status", out var status) && status.Integer >= 200)),
        ("{ event.eos = false }", span => span.Events.Any(one => one.Attributes.TryGetValue("eos", out var last) && last.Truth == false)),
    ];

    /// <summary>The old search by tags, which lists traces without their spans.</summary>
    public static IReadOnlyList<(string Parameters, Func<RecordedSpan, bool> Matches)> Tags { get; } =
    [
        ("tags=service.name%3Dreifydb-server", _ => true),
        ("tags=name%3Dpoll", span => span.Name == "poll"),
        ("tags=thread.name%3Dmain", span => span.Text("thread.name") == "main"),
        ("tags=error%3Dtrue", span => span.StatusCode == 2),
    ];

    /// <summary>Attributes whose values are texts, with the scope that asks for them.</summary>
    public static IReadOnlyList<(string Tag, Func<RecordedSpan, IEnumerable<RecordedValue>> Values)> Values { get; } =
    [
        ("resource.service.version", span => Of(span.Resource, "service.version")),
        ("span.thread.name", span => Of(span.Attributes, "thread.name")),
        ("span.target", span => Of(span.Attributes, "target")),
        ("event.level", span => span.Events.SelectMany(one => Of(one.Attributes, "level"))),
        ("name", span => [new RecordedValue(span.Name)]),
    ];

    private static IEnumerable<RecordedValue> Of(IReadOnlyDictionary<string, RecordedValue> attributes, string key) =>
        attributes.TryGetValue(key, out var value) ? [value] : [];
}
