using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Vivace.Server.Web;
using Xunit;

namespace Vivace.Server.Tests.Web;

public sealed partial class PageHandlerTests : IDisposable
{
    private const string Html = "<meta property=\"csp-nonce\" nonce=\"__CSP_NONCE__\"><script nonce=\"__CSP_NONCE__\" src=\"/assets/a-1.js\"></script>";

    private readonly string _folder = Directory.CreateTempSubdirectory("vivace-page-").FullName;

    public PageHandlerTests()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "assets"));
        File.WriteAllText(Path.Combine(_folder, "index.html"), Html);
        File.WriteAllText(Path.Combine(_folder, "favicon.svg"), "<svg/>");
        File.WriteAllText(Path.Combine(_folder, "assets", "a-1.js"), "plain");
        File.WriteAllText(Path.Combine(_folder, "assets", "a-1.js.gz"), "gzipped");
        File.WriteAllText(Path.Combine(_folder, "assets", "a-1.js.br"), "brotli");
        File.WriteAllText(Path.Combine(_folder, "assets", "a-0.js"), "of an earlier build");
        File.WriteAllText(Path.Combine(_folder, "files.txt"), "index.html\nfavicon.svg\nassets/a-1.js\n");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("/")]
    [InlineData("/explore?q=%7B%7D")]
    [InlineData("/trace/5b8efff798038103d269b633813fc60c")]
    [InlineData("/trace/5b8efff798038103d269b633813fc60c/?uiFind=x")]
    [InlineData("/status")]
    [InlineData("/settings/")]
    public async Task Every_address_of_the_page_gets_the_document_with_a_nonce_of_its_own(string path)
    {
        await using var host = await StartAsync();
        using var first = await SendAsync(host, path);
        using var second = await SendAsync(host, path);

        var html = await first.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var nonce = Nonce().Match(html).Groups["nonce"].Value;
        Assert.NotEqual("", nonce);
        Assert.Equal(Html.Replace("__CSP_NONCE__", nonce, StringComparison.Ordinal), html);
        Assert.DoesNotContain(nonce, await second.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(
            $"default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; connect-src 'self'; img-src 'self' data: blob:; font-src 'self'; worker-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
            Header(first, "Content-Security-Policy"));
        Assert.Equal("nosniff", Header(first, "X-Content-Type-Options"));
        Assert.Equal("no-referrer", Header(first, "Referrer-Policy"));
        Assert.Contains("camera=()", Header(first, "Permissions-Policy"), StringComparison.Ordinal);
        Assert.Equal("no-store", Header(first, "Cache-Control"));
    }

    [Theory]
    [InlineData("/", true)]
    [InlineData("/explore?q=%7B%7D", true)]
    [InlineData("/explore/", true)]
    [InlineData("/trace/5b8efff798038103d269b633813fc60c", false)]
    [InlineData("/settings", false)]
    public async Task The_document_names_what_its_page_will_ask_for(string path, bool isExplore)
    {
        File.WriteAllText(Path.Combine(_folder, "index.html"), $"  <head>\n    {Html}\n  </head>");
        File.WriteAllText(Path.Combine(_folder, "pages.json"), """{"explore": ["assets/e.css", "assets/e.js"], "settings": []}""");
        await using var host = await StartAsync();
        using var response = await SendAsync(host, path);

        var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var nonce = Nonce().Match(html).Groups["nonce"].Value;
        var links = $"""
                <link rel="stylesheet" crossorigin href="/assets/e.css" nonce="{nonce}">
                <link rel="modulepreload" crossorigin href="/assets/e.js" nonce="{nonce}">
              </head>
            """;
        Assert.Equal(isExplore, html.Contains(links, StringComparison.Ordinal));
        Assert.Equal(isExplore ? 4 : 2, html.Split(nonce).Length - 1);
    }

    [Theory]
    [InlineData("/nowhere")]
    [InlineData("/trace/a/b")]
    [InlineData("/assets/missing.js")]
    [InlineData("/assets/a-0.js")]
    [InlineData("/assets/a-1.js.gz")]
    [InlineData("/index.html")]
    [InlineData("/files.txt")]
    [InlineData("/../PageHandlerTests.cs")]
    [InlineData("/%2e%2e/vivace.dll")]
    [InlineData("/api")]
    public async Task Everything_else_is_not_found(string path)
    {
        await using var host = await StartAsync();
        using var response = await SendAsync(host, path);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("text/plain; charset=utf-8", response.Content.Headers.ContentType!.ToString());
    }

    [Theory]
    [InlineData("gzip, br", "br", "brotli")]
    [InlineData("gzip, br;q=0", "gzip", "gzipped")]
    [InlineData("identity", "", "plain")]
    public async Task Hashed_files_are_compressed_and_kept_for_ever(string accepted, string encoding, string content)
    {
        await using var host = await StartAsync();
        using var response = await SendAsync(host, "/assets/a-1.js", ("Accept-Encoding", accepted));
        Assert.Equal(content, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(encoding, string.Join(',', response.Content.Headers.ContentEncoding));
        Assert.Equal("public, max-age=31536000, immutable", Header(response, "Cache-Control"));
        Assert.Equal("Accept-Encoding", Header(response, "Vary"));
        Assert.Equal("text/javascript; charset=utf-8", response.Content.Headers.ContentType!.ToString());

        using var again = await SendAsync(
            host, "/assets/a-1.js", ("Accept-Encoding", accepted), ("If-None-Match", response.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Fact]
    public async Task Other_files_are_asked_for_again()
    {
        await using var host = await StartAsync();
        using var response = await SendAsync(host, "/favicon.svg");
        Assert.Equal(("no-cache", "image/svg+xml"), (Header(response, "Cache-Control"), response.Content.Headers.ContentType!.ToString()));
    }

    [Fact]
    public async Task A_file_without_compressed_copies_is_sent_as_it_is()
    {
        await using var host = await StartAsync();
        using var response = await SendAsync(host, "/favicon.svg", ("Accept-Encoding", "gzip, br"));
        Assert.Empty(response.Content.Headers.ContentEncoding);
        Assert.Equal("<svg/>", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Only_reading_is_possible_and_the_api_decides_for_itself()
    {
        await using var host = await StartAsync();
        using var client = new HttpClient { BaseAddress = host.Address };
        using var refused = await client.PostAsync("/explore", null, TestContext.Current.CancellationToken);
        using var api = await client.PostAsync("/api/anything", null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, refused.StatusCode);
        Assert.Equal("api: POST /api/anything", await api.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("default-src 'none'; frame-ancestors 'none'", Header(api, "Content-Security-Policy"));
    }

    [Fact]
    public async Task Without_a_built_page_its_addresses_say_how_to_build_it()
    {
        File.Delete(Path.Combine(_folder, "index.html"));
        await using var host = await StartAsync();
        using var response = await SendAsync(host, "/");
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("dotnet build src/Vivace.Server", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static string Header(HttpResponseMessage response, string name) => Assert.Single(response.Headers.GetValues(name));

    private static async Task<HttpResponseMessage> SendAsync(KestrelHost host, string path, params (string Name, string Value)[] headers)
    {
        using var client = new HttpClient { BaseAddress = host.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private Task<KestrelHost> StartAsync() => KestrelHost.StartAsync(
        new PageHandler(PageFiles.Load(_folder), context => context.Response.WriteAsync($"api: {context.Request.Method} {context.Request.Path}")).HandleAsync,
        HttpProtocols.Http1);

    [GeneratedRegex("csp-nonce\" nonce=\"(?<nonce>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Nonce();
}
