using System.Collections;
using System.Reflection;
using Vivace.TraceQL.Syntax;

namespace Vivace.TraceQL.Tests;

/// <summary>Compares syntax trees by shape: where nodes stand in the text does not count.</summary>
internal static class Trees
{
    public static bool Same(object? left, object? right)
    {
        if (left is null || right is null)
            return left is null && right is null;
        if (left.GetType() != right.GetType() && left is not IEnumerable)
            return false;
        if (left is string or ValueType)
            return left.Equals(right);

        if (left is IEnumerable leftItems && right is IEnumerable rightItems)
        {
            var a = leftItems.Cast<object?>().ToList();
            var b = rightItems.Cast<object?>().ToList();
            return a.Count == b.Count && a.Zip(b).All(pair => Same(pair.First, pair.Second));
        }

        return left.GetType()
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.Name != nameof(FieldExpression.Range) && property.Name != nameof(TraceQuery.Text))
            .All(property => Same(property.GetValue(left), property.GetValue(right)));
    }
}
