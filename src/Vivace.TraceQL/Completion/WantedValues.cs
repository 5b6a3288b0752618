using System.Text;
using Vivace.TraceQL.Syntax;

namespace Vivace.TraceQL.Completion;

/// <summary>Asks for values of a field.</summary>
/// <param name="Field">An attribute, or an intrinsic that is a string.</param>
/// <param name="Typed">What is typed of the value, without quotes and escapes; may be empty.</param>
/// <param name="Form">In which form values are put into the query.</param>
public sealed record WantedValues(FieldExpression Field, string Typed, ValueForm Form)
{
    private const string PatternCharacters = @"\.+*?()|[]{}^$";

    /// <summary>Whether only strings can stand at the cursor.</summary>
    public bool OnlyText => Form != ValueForm.Any || Field is IntrinsicExpression || (Typed.Length > 0 && !CanStartNumber(Typed[0]));

    /// <summary>Whether a value fits what is typed, and how well.</summary>
    /// <param name="value">Any.</param>
    /// <returns>0 when it starts with what is typed, 1 when it holds it elsewhere, null when it does not fit.</returns>
    public int? Rank(string value) => TypedText.Rank(value, Typed);

    /// <summary>A condition that spans with fitting values satisfy, so that a store need not list all values.</summary>
    /// <returns>Null when it would restrict nothing, or would lose numbers that fit.</returns>
    public FieldExpression? TypedCondition()
    {
        if (Typed.Length == 0 || !OnlyText)
            return null;
        var pattern = new Literal.Text($"(?i).*{EscapePattern(Typed)}.*");
        return new BinaryExpression(BinaryOperator.Matches, Field, new LiteralExpression(pattern));
    }

    /// <summary>The completion for a string.</summary>
    /// <param name="value">Its text.</param>
    /// <returns>Quoted; in a regular expression also escaped.</returns>
    public CompletionItem ItemOfText(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var isPattern = Form is ValueForm.Pattern or ValueForm.RawPattern;
        var content = isPattern ? EscapePattern(value) : value;
        var literal = Form is ValueForm.RawText or ValueForm.RawPattern ? QuotedText.Write(content) : QuotedText.WriteEscaped(content);
        return new CompletionItem(value, literal, CompletionKind.Value, "string");
    }

    /// <summary>The completion for a number, boolean or keyword.</summary>
    /// <param name="value">Its text, as the language writes it.</param>
    /// <param name="type">Its type in a word.</param>
    /// <returns>Null when only strings can stand at the cursor, or the language has no literal for the value.</returns>
    public CompletionItem? ItemOfLiteral(string value, string type)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (OnlyText)
            return null;
        if (value == "-9223372036854775808")
            return new CompletionItem(value, "minInt", CompletionKind.Value, type);
        return TraceQLParser.Parse($"{{.a={value}}}").Query is null
            ? null
            : new CompletionItem(value, value, CompletionKind.Value, type);
    }

    private static bool CanStartNumber(char c) => char.IsAsciiDigit(c) || c is '.' or 't' or 'f' or 'T' or 'F';

    private static string EscapePattern(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (PatternCharacters.Contains(c, StringComparison.Ordinal))
                result.Append('\\');
            result.Append(c);
        }

        return result.ToString();
    }
}

/// <summary>In which form a value is put into the query.</summary>
public enum ValueForm
{
    /// <summary>Strings in double quotes, everything else as it is.</summary>
    Any,

    /// <summary>A string in double quotes.</summary>
    Text,

    /// <summary>A string in backticks where it can stand so.</summary>
    RawText,

    /// <summary>A regular expression in double quotes that matches the value.</summary>
    Pattern,

    /// <summary>The same in backticks where it can stand so.</summary>
    RawPattern,
}
