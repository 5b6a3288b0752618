using ReifyDb;
using Vivace.OpenTelemetry;

// A server for tests of applications: ports of its own beside a server's, every trace kept, spans sent soon.
var admin = ServerProgram.Variable("REIFYDB_ADMIN", "127.0.0.1:19092");
return await ServerProgram.RunAsync(args, admin, () => Server.Memory()
    .WithHttp(ServerProgram.Variable("REIFYDB_HTTP", "0.0.0.0:18091"))
    .WithWs(ServerProgram.Variable("REIFYDB_WS", "0.0.0.0:18090"))
    .WithAdmin(admin)
    .WithToken("test", ServerProgram.Variable("REIFYDB_TOKEN", ServerBuilder.DevelopmentToken))
    .WithTracingOtel(
        new OtelConfig()
            .WithServiceName("reifydb-testcontainer")
            .WithSampleRatio(1.0)
            .WithScheduledDelay(TimeSpan.FromMilliseconds(500)),
        t => t.WithFilter(ServerProgram.Variable("REIFYDB_FILTER", "info,reifydb=trace,microsoft.aspnetcore.hosting=warn")))
    .WithFlow(flow => flow)
    .Build());
