namespace ReifyDb.Engine;

/// <summary>Names of the server's own tables and triggers.</summary>
internal static class InternalNames
{
    /// <summary>Clients' tables do not begin with this.</summary>
    public const string Prefix = "__flow_";

    /// <summary>A name as SQL.</summary>
    public static string Quote(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
