using System.Globalization;
using ReifyDb.Engine;

namespace ReifyDb.Sql;

/// <summary>Cuts SQL into tokens; comments and white space are left out.</summary>
internal static class Tokenizer
{
    private static readonly string[] LongSymbols = ["->>", "->", "||", "<=", ">=", "<>", "!=", "==", "<<", ">>"];

    /// <summary>Reads all of it.</summary>
    /// <exception cref="DatabaseException">A literal, name or comment has no end, or a character has no meaning in SQL.</exception>
    public static List<Token> Read(string sql)
    {
        var tokens = new List<Token>();
        var position = 0;
        while (SkipBlank(sql, ref position))
        {
            var start = position;
            var kind = ReadOne(sql, ref position);
            tokens.Add(new Token(kind, start, sql[start..position]));
        }

        return tokens;
    }

    private static bool SkipBlank(string sql, ref int position)
    {
        while (position < sql.Length)
        {
            if (char.IsWhiteSpace(sql[position]))
            {
                position++;
            }
            else if (sql.AsSpan(position).StartsWith("--"))
            {
                var end = sql.IndexOf('\n', position);
                position = end < 0 ? sql.Length : end + 1;
            }
            else if (sql.AsSpan(position).StartsWith("/*"))
            {
                var end = sql.IndexOf("*/", position + 2, StringComparison.Ordinal);
                if (end < 0)
                    throw Wrong("the comment that begins here has no end", position);
                position = end + 2;
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    private static TokenKind ReadOne(string sql, ref int position)
    {
        var first = sql[position];
        if (first is '\'')
        {
            ReadQuoted(sql, ref position, '\'', "text");
            return TokenKind.Text;
        }

        if (first is 'x' or 'X' && position + 1 < sql.Length && sql[position + 1] == '\'')
        {
            position++;
            ReadQuoted(sql, ref position, '\'', "blob");
            return TokenKind.Text;
        }

        if (first is '"' or '`' or '[')
        {
            ReadQuoted(sql, ref position, first == '[' ? ']' : first, "name");
            return TokenKind.QuotedName;
        }

        if (char.IsAsciiDigit(first) || (first == '.' && position + 1 < sql.Length && char.IsAsciiDigit(sql[position + 1])))
        {
            ReadNumber(sql, ref position);
            return TokenKind.Number;
        }

        if (IsWordStart(first))
        {
            ReadWord(sql, ref position);
            return TokenKind.Word;
        }

        if (first is '?' or ':' or '@' or '$')
        {
            position++;
            ReadWord(sql, ref position);
            return TokenKind.Parameter;
        }

        foreach (var symbol in LongSymbols)
        {
            if (string.CompareOrdinal(sql, position, symbol, 0, symbol.Length) == 0)
            {
                position += symbol.Length;
                return TokenKind.Symbol;
            }
        }

        if (!"()[],;.+-*/%<>=&|~".Contains(first, StringComparison.Ordinal))
            throw Wrong(string.Create(CultureInfo.InvariantCulture, $"the character U+{(int)first:X4} has no meaning in SQL"), position);
        position++;
        return TokenKind.Symbol;
    }

    private static void ReadQuoted(string sql, ref int position, char end, string what)
    {
        var start = position++;
        while (true)
        {
            var close = sql.IndexOf(end, position);
            if (close < 0)
                throw Wrong($"the {what} that begins here has no closing {end}", start);

            position = close + 1;
            if (end == ']' || position >= sql.Length || sql[position] != end)
                return;
            position++; // doubled: it stands for itself
        }
    }

    private static void ReadNumber(string sql, ref int position)
    {
        while (position < sql.Length && (char.IsAsciiLetterOrDigit(sql[position]) || sql[position] is '.' or '_'
            || (sql[position] is '+' or '-' && sql[position - 1] is 'e' or 'E' && !IsHex(sql, position))))
            position++;
    }

    private static bool IsHex(string sql, int position)
    {
        while (position > 0 && char.IsAsciiLetterOrDigit(sql[position - 1]))
            position--;
        return sql.AsSpan(position).StartsWith("0x", StringComparison.OrdinalIgnoreCase);
    }

    private static void ReadWord(string sql, ref int position)
    {
        while (position < sql.Length && (IsWordStart(sql[position]) || char.IsAsciiDigit(sql[position]) || sql[position] == '$'))
            position++;
    }

    // As SQLite: every character outside ASCII is a letter.
    private static bool IsWordStart(char character) => char.IsAsciiLetter(character) || character == '_' || character >= 0x80;

    private static DatabaseException Wrong(string reason, int index) => new(
        ErrorCode.SqlSyntax, string.Create(CultureInfo.InvariantCulture, $"At position {index + 1}: {reason}."));
}
