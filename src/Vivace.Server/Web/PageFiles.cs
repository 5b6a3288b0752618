using System.Security.Cryptography;
using System.Text;

namespace Vivace.Server.Web;

/// <summary>The built page, read into memory once: what is served is what was there at the start, whole, whatever a build does to the
/// folder meanwhile; and no path of a request ever touches the disk.</summary>
internal sealed class PageFiles
{
    private const string Index = "index.html";
    private const string List = "files.txt";
    private const string Pages = "pages.json";
    private const string HashedFolder = "/assets/";

    private static readonly Dictionary<string, string> ContentTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        [".css"] = "text/css; charset=utf-8",
        [".html"] = "text/html; charset=utf-8",
        [".ico"] = "image/x-icon",
        [".js"] = "text/javascript; charset=utf-8",
        [".json"] = "application/json",
        [".mjs"] = "text/javascript; charset=utf-8",
        [".png"] = "image/png",
        [".svg"] = "image/svg+xml",
        [".txt"] = "text/plain; charset=utf-8",
        [".wasm"] = "application/wasm",
        [".webmanifest"] = "application/manifest+json",
        [".woff2"] = "font/woff2",
    };

    private readonly Dictionary<string, PageFile> _files = new(StringComparer.Ordinal);

    private PageDocuments? _documents;

    /// <summary>Whether there is a built page.</summary>
    public bool IsBuilt => _documents is not null;

    /// <summary>The document of an address of the page; null when there is no built page.</summary>
    /// <param name="path">The path of the request.</param>
    /// <param name="nonce">Put wherever the page's policy needs it.</param>
    public string? FindDocument(string path, string nonce) => _documents?.Find(path, nonce);

    /// <summary>Reads a folder.</summary>
    /// <param name="folder">The built page; may be missing.</param>
    public static PageFiles Load(string folder)
    {
        var index = Path.Combine(folder, Index);
        if (!File.Exists(index) || !File.Exists(Path.Combine(folder, List)))
            return new PageFiles();

        var pages = Path.Combine(folder, Pages);
        var files = new PageFiles
        {
            _documents = new PageDocuments(
                File.ReadAllText(index, Encoding.UTF8),
                File.Exists(pages) ? PageDocuments.ReadPages(File.ReadAllBytes(pages)) : []),
        };
        // Files of earlier builds may lie beside those of the last one, which are listed.
        foreach (var name in File.ReadLines(Path.Combine(folder, List)))
        {
            if (name != Index)
                files._files.Add("/" + name, Read(Path.Combine(folder, name), "/" + name));
        }

        return files;
    }

    /// <summary>Finds a file by the path of a request.</summary>
    public PageFile? Find(string path) => _files.GetValueOrDefault(path);

    private static PageFile Read(string path, string name)
    {
        var content = File.ReadAllBytes(path);
        return new PageFile(
            ContentTypes.GetValueOrDefault(Path.GetExtension(name), "application/octet-stream"),
            Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 12)),
            name.StartsWith(HashedFolder, StringComparison.Ordinal),
            content,
            ReadIfThere(path + ".gz"),
            ReadIfThere(path + ".br"));
    }

    private static ReadOnlyMemory<byte>? ReadIfThere(string path)
    {
        // Not a conditional expression: its null would become an array that is null, and that memory which is there and empty.
        if (!File.Exists(path))
            return null;
        return File.ReadAllBytes(path);
    }
}
