using Vivace.TraceQL.Syntax;

namespace Vivace.Server.Api.ServiceGraph;

/// <summary>Reads <c>group</c>: the attribute of resources by which services are grouped.</summary>
internal static class GroupName
{
    /// <summary>The attribute's key; null when nothing is grouped or something is wrong.</summary>
    /// <param name="parameters">The request's parameters, which hold the mistake.</param>
    public static string? Read(QueryParameters parameters)
    {
        if (parameters.Text("group") is not { } text)
            return null;

        // Names without scope need no dot before them here: an unknown word can only be an attribute. A scope alone is none.
        var field = TraceQLParser.ParseField(text, out var problem);
        if (field is null && !text.EndsWith('.'))
            field = TraceQLParser.ParseField("." + text);
        if (field is AttributeExpression { OfParent: false, Scope: AttributeScope.Resource or AttributeScope.Unscoped } attribute)
            return attribute.Name;

        var quoted = QueryParameters.Quote(text);
        parameters.Fail(field switch
        {
            null => $"invalid group: {quoted} is no attribute of resources, such as resource.k8s.cluster.name: {problem!.Message}",
            IntrinsicExpression => $"invalid group: {quoted} is a field of spans and traces; services are grouped by an attribute of their resource, such as resource.k8s.cluster.name",
            _ => $"invalid group: {quoted} is not an attribute of the resource, and spans of one service differ in it; services are grouped by attributes such as resource.k8s.cluster.name",
        });
        return null;
    }
}
