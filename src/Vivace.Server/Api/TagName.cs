using Vivace.Store;
using Vivace.TraceQL.Syntax;

namespace Vivace.Server.Api;

/// <summary>Which values a tag name asks for.</summary>
/// <param name="Fields">Fields to read from the store; empty when the answer is fixed.</param>
/// <param name="Fixed">Values that are always listed.</param>
internal sealed record TagName(IReadOnlyList<FieldExpression> Fields, IReadOnlyList<TagValue> Fixed)
{
    private static readonly TagName Nothing = new([], []);

    private static readonly TagName Statuses = new([], Keywords("ok", "error", "unset"));

    private static readonly TagName Kinds =
        new([], Keywords("unspecified", "internal", "server", "client", "producer", "consumer"));

    /// <summary>Names of intrinsics as <c>/api/search/tags</c> lists them.</summary>
    public static IReadOnlyList<string> Intrinsics { get; } =
    [
        "duration", "event:name", "event:timeSinceStart", "instrumentation:name", "instrumentation:version", "kind",
        "link:spanID", "link:traceID", "name", "rootName", "rootServiceName", "span:duration", "span:id", "span:kind",
        "span:name", "span:parentID", "span:status", "span:statusMessage", "status", "statusMessage", "trace:duration",
        "trace:id", "trace:rootName", "trace:rootService", "traceDuration",
    ];

    /// <summary>Understands a name of the old API: a bare attribute, looked up in span, resource and instrumentation
    /// scope, or one of a few words.</summary>
    public static TagName OfVersion1(string name)
    {
        switch (name)
        {
            case "name":
                return new([new IntrinsicExpression(Intrinsic.Name)], []);
            case "root.name" or "rootName":
                return new([new IntrinsicExpression(Intrinsic.TraceRootName)], []);
            case "root.service.name" or "rootServiceName":
                return new([new IntrinsicExpression(Intrinsic.TraceRootService)], []);
        }

        IReadOnlyList<FieldExpression> fields =
        [
            new AttributeExpression(AttributeScope.Span, name),
            new AttributeExpression(AttributeScope.Resource, name),
            new AttributeExpression(AttributeScope.Instrumentation, name),
        ];
        return new(fields, name switch
        {
            "status.code" => Keywords("unset", "ok", "error"),
            "error" => Keywords("true"),
            _ => [],
        });
    }

    /// <summary>Understands a name of the present API: a TraceQL field.</summary>
    /// <param name="name">The field's text.</param>
    /// <param name="error">What is wrong, for the client; null when all is well.</param>
    public static TagName OfVersion2(string name, out string? error)
    {
        error = null;
        if (TraceQLParser.ParseField(name, out var problem) is not { } field)
        {
            error = $"please provide a valid tagName: failed to parse identifier {Cut(name)}: {problem}";
            return Nothing;
        }

        return field switch
        {
            AttributeExpression { OfParent: false } => new([field], []),
            // The old spelling of the same field has never listed values.
            IntrinsicExpression { Intrinsic: Intrinsic.TraceDuration } when name == "traceDuration" => Nothing,
            IntrinsicExpression intrinsic => OfIntrinsic(intrinsic),
            _ => Nothing,
        };
    }

    private static TagName OfIntrinsic(IntrinsicExpression field) => field.Intrinsic switch
    {
        Intrinsic.Status => Statuses,
        Intrinsic.Kind => Kinds,
        // Nearly every span has its own: a list of them helps nobody.
        Intrinsic.Duration or Intrinsic.TraceId or Intrinsic.SpanId or Intrinsic.ParentId or Intrinsic.LinkTraceId
            or Intrinsic.LinkSpanId or Intrinsic.ChildCount or Intrinsic.NestedSetLeft or Intrinsic.NestedSetRight
            or Intrinsic.NestedSetParent or Intrinsic.Parent => Nothing,
        _ => new([field], []),
    };

    private static string Cut(string name) => name.Length <= 200 ? name : name[..200] + "...";

    private static TagValue[] Keywords(params string[] words) =>
        [.. words.Select(word => new TagValue(TagValueType.Keyword, word))];
}
