namespace Vivace.Query.Tests;

/// <summary>Random filters over the keys and values of <see cref="RandomTelemetry"/>.</summary>
internal sealed class RandomQueries(Random random)
{
    private static readonly string[] Keys = ["s", "t", "i", "j", "d", "b", "a", "m", "none"];
    private static readonly string[] Scopes = ["span.", "span.", "resource.", ".", "event.", "event.", "link.", "instrumentation."];

    private static readonly string[] Intrinsics =
    [
        "name", "status", "statusMessage", "kind", "duration", "span:id", "span:parentID", "span:childCount",
        "traceDuration", "rootName", "rootServiceName", "trace:id", "event:name", "event:timeSinceStart", "link:traceID",
        "link:spanID", "instrumentation:name", "instrumentation:version", "nestedSetLeft", "nestedSetRight",
        "nestedSetParent", "resource.service.name", ".service.name",
    ];

    private static readonly string[] Literals =
    [
        "\"a\"", "\"b\"", "\"ab\"", "\"\"", "0", "1", "2", "3", "-1", "0.5", "1.0", "2.0", "-1.5", "true", "false",
        "1ms", "2ms", "0s", "1ns", "9007199254740992", "9007199254740993", "9007199254740993.0", "maxInt", "minInt",
        "error", "ok", "unset", "server", "client", "unspecified", "\"0000000100000001\"", "\"7100000100000001\"",
        "\"01\"", "\"2\"",
    ];

    private static readonly string[] Patterns = ["a", "a.*", ".*b", ".*", "", "a|b", "[ab]+", "(?i)A", "0.*1", ".", "ü"];
    private static readonly string[] Comparisons = ["=", "!=", "<", "<=", ">", ">="];

    /// <summary>What stands between braces.</summary>
    public string Expression(int depth)
    {
        if (depth == 0)
            return Condition();
        return random.Next(6) switch
        {
            0 or 1 => $"{Operand(depth)} && {Operand(depth)}",
            2 or 3 => $"{Operand(depth)} || {Operand(depth)}",
            4 => $"!({Expression(depth - 1)})",
            _ => Condition(),
        };
    }

    private string Operand(int depth) => $"({Expression(depth - 1)})";

    private string Condition() => random.Next(14) switch
    {
        0 => $"{Field()} = nil",
        1 => $"{Field()} != nil",
        2 => Field(),
        3 => $"!{Field()}",
        4 => $"{Field()} {Pick("=~", "!~")} \"{Patterns[random.Next(Patterns.Length)]}\"",
        5 => $"{Literal()} {Comparison()} {Field()}",
        6 => $"{Field()} {Comparison()} {Field()}",
        7 => $"{Field()} {Pick("+", "-", "*", "/", "%", "^")} {Pick(Field(), Literal())} {Comparison()} {Literal()}",
        8 => $"-{Field()} {Comparison()} {Literal()}",
        9 => $"({Field()} {Comparison()} {Literal()}) = {Pick("true", "false")}",
        _ => $"{Field()} {Comparison()} {Literal()}",
    };

    private string Field() => random.Next(3) == 0
        ? Intrinsics[random.Next(Intrinsics.Length)]
        : Scopes[random.Next(Scopes.Length)] + Keys[random.Next(Keys.Length)];

    private string Literal() => Literals[random.Next(Literals.Length)];

    private string Comparison() => Comparisons[random.Next(Comparisons.Length)];

    private string Pick(params string[] choices) => choices[random.Next(choices.Length)];
}
