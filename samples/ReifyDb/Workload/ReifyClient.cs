using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace ReifyDb.Workload;

/// <summary>A client of the server's HTTP port. Each statement is a client span by OpenTelemetry's conventions for databases; its context
/// is sent along, so that the server's spans hang below it.</summary>
internal sealed class ReifyClient : IDisposable
{
    public const string SourceName = "workload";

    private static readonly ActivitySource Source = new(SourceName);

    private readonly HttpClient _http;

    public ReifyClient(Uri address, string token)
    {
        // HttpClient would put an activity of its own between ours and the server's.
        var handler = new SocketsHttpHandler { ActivityHeadersPropagator = null };
        _http = new HttpClient(handler) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("reifydb-workload", null));
    }

    /// <summary>Sends a statement.</summary>
    /// <returns>What came of it; errors of the server are a result, too.</returns>
    /// <exception cref="HttpRequestException">The server does not answer.</exception>
    public async Task<StatementOutcome> SendAsync(PlannedStatement statement, CancellationToken cancellationToken)
    {
        using var span = Source.StartActivity(statement.Summary, ActivityKind.Client);
        span?.SetTag("db.system.name", "reifydb")
            .SetTag("db.namespace", "main")
            .SetTag("db.operation.name", statement.Summary.Split(' ')[0])
            .SetTag("db.query.summary", statement.Summary)
            .SetTag("db.query.text", statement.Sql)
            .SetTag("server.address", _http.BaseAddress!.Host)
            .SetTag("server.port", _http.BaseAddress.Port)
            .SetTag("workload.kind", statement.Kind.ToString().ToLowerInvariant());
        var started = Stopwatch.GetTimestamp();
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, statement.IsCommand ? "/v1/command" : "/v1/query");
            request.Content = JsonContent.Create(new { sql = statement.Sql, @params = statement.Values });
            DistributedContextPropagator.Current.Inject(span, request.Headers, static (headers, name, value) => ((HttpRequestHeaders)headers!).TryAddWithoutValidation(name, value));
            using var answer = await _http.SendAsync(request, cancellationToken);
            var body = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
            if (answer.IsSuccessStatusCode)
            {
                if (body.TryGetProperty("row_count", out var rows))
                    span?.SetTag("db.response.returned_rows", rows.GetInt32());
                return new StatementOutcome(Stopwatch.GetElapsedTime(started), null, null, span?.TraceId.ToHexString());
            }

            var error = body.GetProperty("error");
            var code = error.GetProperty("code").GetString();
            span?.SetTag("error.type", code).SetTag("db.response.status_code", ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture));
            span?.SetStatus(ActivityStatusCode.Error, error.GetProperty("message").GetString());
            return new StatementOutcome(Stopwatch.GetElapsedTime(started), code, error.GetProperty("message").GetString(), span?.TraceId.ToHexString());
        }
        catch (HttpRequestException gone)
        {
            span?.SetTag("error.type", gone.HttpRequestError.ToString());
            span?.SetStatus(ActivityStatusCode.Error, gone.Message);
            span?.AddException(gone);
            throw;
        }
    }

    public void Dispose() => _http.Dispose();
}
