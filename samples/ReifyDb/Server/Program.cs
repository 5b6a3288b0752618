using ReifyDb;
using Vivace.OpenTelemetry;

var admin = ServerProgram.Variable("REIFYDB_ADMIN", "127.0.0.1:9092");
return await ServerProgram.RunAsync(args, admin, () =>
{
    var server = Server.Memory()
        .WithHttp(ServerProgram.Variable("REIFYDB_HTTP", "0.0.0.0:8090"))
        .WithWs(ServerProgram.Variable("REIFYDB_WS", "0.0.0.0:8091"))
        .WithAdmin(admin)

        // What is not said here comes from OTEL_* variables: service name, endpoint, sampling and the rest.
        .WithTracingOtel(
            new OtelConfig().WithResourceAttribute("reifydb.edition", "sample"),
            t => t.WithFilter(ServerProgram.Variable("REIFYDB_FILTER", "info,reifydb=trace,microsoft.aspnetcore.hosting=warn")))
        .WithFlow(flow => flow);

    var token = ServerProgram.Variable("REIFYDB_TOKEN", string.Empty);
    return (token.Length == 0 ? server : server.WithToken("root", token)).Build();
});
