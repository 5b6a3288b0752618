namespace ReifyDb.Tracing;

/// <summary>Names of span attributes and events. <c>db.*</c>, <c>http.*</c>, <c>code.*</c>, <c>error.type</c> and the like are
/// OpenTelemetry's, as in <see href="https://opentelemetry.io/docs/specs/semconv/database/"/>; <c>reifydb.*</c> are this server's own.</summary>
internal static class Attributes
{
    public const string DbSystemName = "db.system.name";
    public const string DbNamespace = "db.namespace";
    public const string DbOperationName = "db.operation.name";
    public const string DbOperationBatchSize = "db.operation.batch.size";
    public const string DbCollectionName = "db.collection.name";
    public const string DbQueryText = "db.query.text";
    public const string DbQuerySummary = "db.query.summary";
    public const string DbResponseStatusCode = "db.response.status_code";
    public const string DbResponseReturnedRows = "db.response.returned_rows";
    public const string ErrorType = "error.type";

    public const string HttpRequestMethod = "http.request.method";
    public const string HttpRequestBodySize = "http.request.body.size";
    public const string HttpResponseStatusCode = "http.response.status_code";
    public const string HttpResponseBodySize = "http.response.body.size";
    public const string HttpRoute = "http.route";
    public const string UrlPath = "url.path";
    public const string UrlScheme = "url.scheme";
    public const string ServerAddress = "server.address";
    public const string ServerPort = "server.port";
    public const string ClientAddress = "client.address";
    public const string ClientPort = "client.port";
    public const string NetworkProtocolName = "network.protocol.name";
    public const string NetworkProtocolVersion = "network.protocol.version";
    public const string UserAgent = "user_agent.original";
    public const string UserName = "user.name";
    public const string SessionId = "session.id";

    public const string CodeFilePath = "code.file.path";
    public const string CodeFunctionName = "code.function.name";
    public const string CodeLineNumber = "code.line.number";
    public const string ThreadId = "thread.id";
    public const string ThreadName = "thread.name";

    public const string AffectedRows = "reifydb.affected_rows";
    public const string CommitVersion = "reifydb.commit.version";
    public const string PlanDetail = "reifydb.plan.detail";
    public const string PlanFullScan = "reifydb.plan.full_scan";
    public const string CacheHit = "reifydb.cache.hit";
    public const string RetryCount = "reifydb.retry.count";
    public const string View = "reifydb.view";
    public const string ViewCount = "reifydb.flow.view_count";
    public const string ChangeCount = "reifydb.flow.change_count";
    public const string InsertedRows = "reifydb.view.inserted_rows";
    public const string DeletedRows = "reifydb.view.deleted_rows";
    public const string RecomputedGroups = "reifydb.view.recomputed_groups";
    public const string Subscription = "reifydb.subscription.id";
    public const string RequestId = "reifydb.request.id";

    public const string CacheHitEvent = "cache.hit";
    public const string CacheMissEvent = "cache.miss";
    public const string RetryEvent = "retry";

    /// <summary>Of <see cref="DbSystemName"/>: this server is none of those that the conventions list.</summary>
    public const string SystemName = "reifydb";
}
