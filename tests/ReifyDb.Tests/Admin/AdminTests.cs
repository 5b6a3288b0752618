using System.Net;
using System.Net.Http.Headers;
using ReifyDb.Tests.Support;
using Xunit;

namespace ReifyDb.Tests.Admin;

public sealed class AdminTests
{
    [Fact]
    public async Task It_shows_health_sessions_statistics_and_settings_but_no_secret()
    {
        await using var server = await TestServer.StartAsync(static builder => builder.WithLimits(static limits => limits.WithMaxResultRows(123)));
        Assert.Equal("ok", (await server.AdminAsync("/health")).GetProperty("status").GetString());

        await using var client = await WsClient.ConnectAsync(server);
        await client.AskAsync(new { id = 1, type = "query", sql = "SELECT 1" });
        var session = (await server.AdminAsync("/v1/sessions")).GetProperty("sessions")[0];
        Assert.Equal(("tester", 1), (session.GetProperty("user").GetString(), session.GetProperty("requests").GetInt32()));

        await server.QueryAsync("SELEC");
        var statistics = await server.AdminAsync("/v1/statistics");
        Assert.Equal(2, statistics.GetProperty("queries").GetInt64());
        Assert.Equal("""{"sql_syntax":1}""", statistics.GetProperty("errors").GetRawText());
        Assert.Equal(1, statistics.GetProperty("sessions").GetInt64());

        var settings = await server.AdminAsync("/v1/settings");
        Assert.Equal(123, settings.GetProperty("limits").GetProperty("max_result_rows").GetInt32());
        Assert.Equal("reader", settings.GetProperty("tokens")[1].GetProperty("name").GetString());
        Assert.DoesNotContain(TestServer.Token, settings.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Beyond_the_loopback_it_needs_an_admin_token_except_for_health()
    {
        await using var server = await TestServer.StartAsync(static builder => builder.WithAdmin("0.0.0.0:0"));
        var port = server.Server.AdminAddress!.Port;
        using var http = new HttpClient();
        Assert.Equal(HttpStatusCode.OK, await Get("/health", null));
        Assert.Equal(HttpStatusCode.Unauthorized, await Get("/v1/settings", null));
        Assert.Equal(HttpStatusCode.Forbidden, await Get("/v1/settings", TestServer.ReadToken));
        Assert.Equal(HttpStatusCode.OK, await Get("/v1/settings", TestServer.Token));

        async Task<HttpStatusCode> Get(string path, string? token)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{port}{path}");
            if (token is not null)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task Unknown_pages_and_methods_are_refused()
    {
        await using var server = await TestServer.StartAsync();
        using var missing = await server.Admin.GetAsync(new Uri("/v1/secrets", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        using var posted = await server.Admin.PostAsync(new Uri("/v1/settings", UriKind.Relative), null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, posted.StatusCode);
    }
}
