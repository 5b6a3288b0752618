namespace Vivace.Server.Web;

/// <summary>The addresses that the page itself makes something of; all of them get the same document.</summary>
internal static class PageRoutes
{
    private static readonly HashSet<string> Whole = new(StringComparer.Ordinal)
    {
        "/", "/explore", "/compare", "/drilldown", "/services", "/status", "/settings", "/login", "/trace",
    };

    /// <summary>True for an address of the page; a slash at its end does not matter.</summary>
    public static bool IsRoute(string path)
    {
        var trimmed = path.Length > 1 && path.EndsWith('/') ? path[..^1] : path;
        const string trace = "/trace/";
        return Whole.Contains(trimmed)
            || (trimmed.StartsWith(trace, StringComparison.Ordinal) && trimmed.Length > trace.Length
                && trimmed.IndexOf('/', trace.Length) < 0);
    }
}
