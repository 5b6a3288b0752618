using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Xunit;

namespace ReifyDb.Tests.Support;

/// <summary>A server on free ports of the loopback, with a client.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    public const string Token = "secret-of-the-test";
    public const string ReadToken = "reads-only";

    private TestServer(ReifyServer server)
    {
        Server = server;
        Http = new HttpClient { BaseAddress = new Uri($"http://{server.HttpAddress}") };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        Admin = new HttpClient { BaseAddress = new Uri($"http://{server.AdminAddress}") };
    }

    public ReifyServer Server { get; }

    public HttpClient Http { get; }

    public HttpClient Admin { get; }

    public Uri Ws => new($"ws://{Server.WsAddress}/");

    public static async Task<TestServer> StartAsync(Func<ServerBuilder, ServerBuilder>? configure = null)
    {
        var builder = ReifyDb.Server.Memory().WithHttp("127.0.0.1:0").WithWs("127.0.0.1:0").WithAdmin("127.0.0.1:0").WithFlow(static flow => flow)
            .WithToken("tester", Token).WithToken("reader", ReadToken, Access.Read);
        var server = (configure ?? (static same => same))(builder).Build();
        await server.StartAsync(TestContext.Current.CancellationToken);
        return new TestServer(server);
    }

    public Task<(HttpStatusCode Status, JsonElement Body)> QueryAsync(string sql, object? parameters = null) => PostAsync("/v1/query", new { sql, @params = parameters });

    public Task<(HttpStatusCode Status, JsonElement Body)> CommandAsync(string sql, object? parameters = null) => PostAsync("/v1/command", new { sql, @params = parameters });

    public Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(string path, object body) => PostTextAsync(path, JsonSerializer.Serialize(body));

    public async Task<(HttpStatusCode Status, JsonElement Body)> PostTextAsync(string path, string json, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        change?.Invoke(request);
        using var answer = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await JsonAsync(answer));
    }

    public async Task<JsonElement> AdminAsync(string path)
    {
        using var answer = await Admin.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await JsonAsync(answer);
    }

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage answer)
    {
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return json.RootElement.Clone();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Admin.Dispose();
        await Server.DisposeAsync();
    }
}
