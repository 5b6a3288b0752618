using System.Diagnostics;
using System.Globalization;
using SQLitePCL;

namespace ReifyDb.Engine;

/// <summary>Gives values to a statement's parameters. Each has to have one, and each value its parameter.</summary>
internal static class StatementBinder
{
    /// <summary>Gives all of them.</summary>
    /// <exception cref="DatabaseException">A parameter has no value, or a value no parameter.</exception>
    public static void Bind(sqlite3_stmt handle, Parameters parameters)
    {
        var count = raw.sqlite3_bind_parameter_count(handle);
        var unusedNames = new HashSet<string>(parameters.ByName.Keys, StringComparer.Ordinal);
        if (parameters.ByPosition.Count > count)
            throw Wrong($"The statement has {count} parameters, {parameters.ByPosition.Count} values came.");

        for (var number = 1; number <= count; number++)
        {
            var name = raw.sqlite3_bind_parameter_name(handle, number).utf8_to_string();
            if (name?.TrimStart(':', '@', '$') is { } plain && parameters.ByName.TryGetValue(plain, out var named))
            {
                unusedNames.Remove(plain);
                BindValue(handle, number, named);
            }
            else if (number <= parameters.ByPosition.Count)
            {
                BindValue(handle, number, parameters.ByPosition[number - 1]);
            }
            else
            {
                throw Wrong($"Parameter {name ?? string.Create(CultureInfo.InvariantCulture, $"?{number}")} has no value in params.");
            }
        }

        if (unusedNames.Count > 0)
            throw Wrong($"The statement has no parameter named \"{Errors.Quoted(unusedNames.First())}\".");
    }

    private static void BindValue(sqlite3_stmt handle, int number, object? value)
    {
        var code = value switch
        {
            null => raw.sqlite3_bind_null(handle, number),
            long integer => raw.sqlite3_bind_int64(handle, number, integer),
            double real => raw.sqlite3_bind_double(handle, number, real),
            string text => raw.sqlite3_bind_text(handle, number, text),
            byte[] bytes => bytes.Length == 0 ? raw.sqlite3_bind_zeroblob(handle, number, 0) : raw.sqlite3_bind_blob(handle, number, bytes),
            _ => throw new UnreachableException("SQLite has five types"),
        };
        if (code != raw.SQLITE_OK)
            throw new DatabaseException(ErrorCode.TooLarge, $"Parameter {number} is larger than a value may be.", code);
    }

    private static DatabaseException Wrong(string message) => new(ErrorCode.BadRequest, message);
}
