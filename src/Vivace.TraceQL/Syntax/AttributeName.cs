using System.Text;

namespace Vivace.TraceQL.Syntax;

/// <summary>Names of attributes after their scope: which characters they have, reading, writing.</summary>
internal static class AttributeName
{
    public static bool IsNameCharacter(char c) => c is not ('{' or '}' or '(' or ')' or '=' or '~' or '!' or '<' or '>'
        or '&' or '|' or '^' or ',' or '"') && !char.IsWhiteSpace(c);

    /// <summary>Reads a name, quoted and unquoted parts joined.</summary>
    /// <param name="text">The query.</param>
    /// <param name="position">Of the first character; moved past the last.</param>
    /// <param name="name">The name; may be empty when it is quoted.</param>
    /// <returns>Null, or what is wrong.</returns>
    public static string? TryRead(string text, ref int position, out string name)
    {
        var start = position;
        var result = new StringBuilder();
        name = "";
        while (position < text.Length)
        {
            var c = text[position];
            if (c == '"')
            {
                position++;
                if (ReadQuoted(text, ref position, result) is { } problem)
                    return problem;
            }
            else if (IsNameCharacter(c))
            {
                result.Append(c);
                position++;
            }
            else
            {
                break;
            }
        }

        name = result.ToString();
        return position == start ? "expected an attribute name" : null;
    }

    /// <summary>Writes a name, quoted where it must be.</summary>
    public static string Write(string name, AttributeScope scope, bool ofParent)
    {
        var quoted = name.Length == 0
            || !name.All(IsNameCharacter)
            || (scope == AttributeScope.Unscoped && !ofParent && char.IsAsciiDigit(name[0]))
            || (scope == AttributeScope.Unscoped && ofParent && StartsWithScope(name));
        return quoted ? $"\"{name.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"" : name;
    }

    private static bool StartsWithScope(string name) =>
        name.StartsWith("span.", StringComparison.Ordinal) || name.StartsWith("resource.", StringComparison.Ordinal);

    private static string? ReadQuoted(string text, ref int position, StringBuilder result)
    {
        while (position < text.Length)
        {
            var c = text[position++];
            if (c == '"')
                return null;

            if (c == '\\')
            {
                if (position >= text.Length || text[position] is not ('"' or '\\'))
                    return @"unknown escape in a quoted name; known are \"" and \\";
                c = text[position++];
            }

            result.Append(c);
        }

        return "the quoted name is not closed";
    }
}
