using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ReifyDb.Auth;
using ReifyDb.Engine;
using ReifyDb.Protocol;
using ReifyDb.Tracing;

namespace ReifyDb.Http;

/// <summary><c>POST /v1/query</c> and <c>POST /v1/command</c>.</summary>
internal sealed class HttpEndpoint
{
    private const string QueryPath = "/v1/query";
    private const string CommandPath = "/v1/command";

    private readonly HttpConfig _config;
    private readonly Database _database;
    private readonly Authenticator _authenticator;
    private readonly Lifecycle _lifecycle;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    public HttpEndpoint(
        HttpConfig config, Database database, Authenticator authenticator, Lifecycle lifecycle, TimeProvider time, ILogger logger)
    {
        _config = config;
        _database = database;
        _authenticator = authenticator;
        _lifecycle = lifecycle;
        _time = time;
        _logger = logger;
    }

    public async Task HandleAsync(HttpContext context)
    {
        var route = context.Request.Path.Value is QueryPath or CommandPath ? context.Request.Path.Value : null;
        using var request = RequestSpan.Begin(context, route);
        try
        {
            try
            {
                await ServeAsync(context, route);
            }
            catch (DatabaseException refused)
            {
                await RespondAsync(context, refused.Code.ToStatus(), null, refused);
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = ErrorCode.Canceled.ToStatus(); // nobody reads it but the trace
        }
        catch (BadHttpRequestException wrong)
        {
            await RespondAsync(context, wrong.StatusCode, null, new DatabaseException(ErrorCode.BadRequest, Errors.Quoted(wrong.Message)));
        }
        catch (Exception defect) when (!context.Response.HasStarted)
        {
            ServerLog.RequestFailed(_logger, route ?? "unknown path", defect);
            Activity.Current.Fail(defect);
            await RespondAsync(context, 500, null, new DatabaseException(ErrorCode.Internal, "The server has failed; its log says more."));
        }
    }

    private async Task ServeAsync(HttpContext context, string? route)
    {
        var started = _time.GetTimestamp();
        if (context.Features.Get<OverLimit>() is not null)
        {
            context.Response.Headers.Connection = "close";
            throw new DatabaseException(ErrorCode.Busy, string.Create(CultureInfo.InvariantCulture, $"There are more than {_config.MaxConnections} connections, which is all that WithMaxConnections allows."));
        }

        _lifecycle.Demand();
        if (route is null)
            throw new DatabaseException(ErrorCode.NotFound, "There are POST /v1/query and POST /v1/command.");
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.Headers.Allow = "POST";
            throw new DatabaseException(ErrorCode.MethodNotAllowed, $"{route} takes POST.");
        }

        using var step = Steps.Start(route == QueryPath ? "http::query" : "http::command");
        try
        {
            var write = await RunAsync(context, route, step);
            await RespondAsync(context, 200, json => write(json, _time.GetElapsedTime(started)));
        }
        catch (DatabaseException refused)
        {
            await RespondAsync(context, refused.Code.ToStatus(), null, refused);
        }
    }

    private async Task<Action<Utf8JsonWriter, TimeSpan>> RunAsync(HttpContext context, string route, Activity? step)
    {
        var identity = Authenticate(context, route == QueryPath ? Access.Read : Access.Write);
        var body = await RequestBody.ReadAsync(context, _config.MaxBodyBytes);
        step?.SetTag(Attributes.HttpRequestBodySize, body.Length);
        using var message = StatementMessage.Parse(body);
        var (sql, parameters) = StatementMessage.Read(message.RootElement);
        var statement = new StatementRequest(sql, parameters, identity);
        if (route == QueryPath)
        {
            var rows = await _database.QueryAsync(statement, context.RequestAborted);
            return (json, elapsed) => Answers.WriteQuery(json, rows, elapsed);
        }

        var result = await _database.CommandAsync(statement, context.RequestAborted);
        return (json, elapsed) => Answers.WriteCommand(json, result, elapsed);
    }

    private Identity Authenticate(HttpContext context, Access needed)
    {
        using var step = Steps.Start("auth::authenticate");
        try
        {
            var identity = _authenticator.AuthenticateHeader(context.Request.Headers.Authorization);
            step?.SetTag(Attributes.UserName, identity.Name).SetTag("reifydb.auth.method", "token");
            Authenticator.Demand(identity, needed);
            return identity;
        }
        catch (DatabaseException refused)
        {
            _database.Statistics.Error(refused.Code);
            step.Fail(refused);
            throw;
        }
    }

    private static async Task RespondAsync(
        HttpContext context, int status, Action<Utf8JsonWriter>? write, DatabaseException? error = null)
    {
        using var step = Steps.Start("http::respond");
        step?.SetTag(Attributes.HttpResponseStatusCode, status);
        if (error is not null)
        {
            step?.SetTag(Attributes.ErrorType, error.Code.ToText());
            await JsonResponse.SendErrorAsync(context, error);
            return;
        }

        ArrayBufferWriter<byte> body;
        using (Steps.StartDetail("http::encode"))
            body = Answers.Build(write!);
        step?.SetTag(Attributes.HttpResponseBodySize, body.WrittenCount);
        await JsonResponse.SendAsync(context, status, body);
    }
}
