using Vivace.TraceQL.Syntax;

namespace Vivace.TraceQL.Checking;

/// <summary>Where OpenTelemetry's semantic conventions put an attribute, judged by its name.</summary>
internal static class ConventionalScopes
{
    private static readonly string[] ResourcePrefixes =
    [
        "service.", "telemetry.", "deployment.", "host.", "k8s.", "container.", "cloud.", "process.", "os.", "device.", "faas.",
        "aws.", "gcp.", "azure.", "heroku.", "webengine.", "browser.",
    ];

    /// <summary>The scopes an unscoped name can stand for, the likelier first; only the resource for the service's own name.</summary>
    public static IReadOnlyList<AttributeScope> Of(string name)
    {
        if (name == "service.name")
            return [AttributeScope.Resource];
        var isOfResource = ResourcePrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));
        return isOfResource ? [AttributeScope.Resource, AttributeScope.Span] : [AttributeScope.Span, AttributeScope.Resource];
    }

    /// <summary>An attribute as it is written in a query.</summary>
    public static string Write(AttributeScope scope, string name) =>
        $"{(scope == AttributeScope.Resource ? "resource." : "span.")}{AttributeName.Write(name, scope, ofParent: false)}";
}
