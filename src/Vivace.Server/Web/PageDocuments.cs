using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Vivace.Server.Web;

/// <summary>The document that begins every page. For each page it names the files that the page will ask for once it runs, so that the
/// browser fetches them together with the first ones.</summary>
internal sealed class PageDocuments
{
    private const string NoncePlaceholder = "__CSP_NONCE__";
    private const string First = "explore"; // what "/" shows

    private readonly string _html;
    private readonly Dictionary<string, string> _byPage = new(StringComparer.Ordinal);

    /// <summary>Prepares the documents.</summary>
    /// <param name="html">The built <c>index.html</c>.</param>
    /// <param name="filesOfPages">Scripts and style sheets by page: the first part of its address.</param>
    public PageDocuments(string html, Dictionary<string, string[]> filesOfPages)
    {
        _html = html;
        foreach (var (page, files) in filesOfPages)
            _byPage.Add(page, html.Replace("</head>", $"{Links(files)}</head>", StringComparison.Ordinal));
    }

    /// <summary>Reads the list that the build wrote.</summary>
    /// <exception cref="JsonException">It is damaged.</exception>
    public static Dictionary<string, string[]> ReadPages(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize<Dictionary<string, string[]>>(json) ?? [];

    /// <summary>The document of an address.</summary>
    /// <param name="path">The path of the request.</param>
    /// <param name="nonce">Put wherever the page's policy needs it.</param>
    public string Find(string path, string nonce)
    {
        var page = path.Split('/', 3)[1];
        var html = _byPage.GetValueOrDefault(page.Length == 0 ? First : page, _html);
        return html.Replace(NoncePlaceholder, nonce, StringComparison.Ordinal);
    }

    private static string Links(string[] files)
    {
        var links = new StringBuilder();
        foreach (var file in files)
        {
            var kind = file.EndsWith(".css", StringComparison.Ordinal) ? "stylesheet" : "modulepreload";
            links.Append(CultureInfo.InvariantCulture, $"""  <link rel="{kind}" crossorigin href="/{file}" nonce="{NoncePlaceholder}">""").Append("\n  ");
        }

        return links.ToString();
    }
}
