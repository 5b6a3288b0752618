using Vivace.Otlp;
using Vivace.Otlp.Wire;
using Vivace.Server.Grpc;
using Vivace.Server.Metrics;
using Vivace.Store;

namespace Vivace.Server.Api.Streaming;

/// <summary><c>tempopb.StreamingQuerier</c>: the questions of the HTTP API by gRPC. While a query runs, what it has found since the last
/// message is sent; at the end all of it.</summary>
internal sealed class StreamingQuerier
{
    /// <summary>Full name of the service.</summary>
    public const string ServiceName = "tempopb.StreamingQuerier";

    private readonly QueryRunner _runner;
    private readonly SearchEndpoint _search;
    private readonly TagNamesEndpoint _tagNames;
    private readonly TagValuesEndpoint _tagValues;
    private readonly MetricsEndpoint _metrics;
    private readonly QueryApiOptions _options;
    private readonly RequestMetrics _requests;
    private readonly TimeProvider _time;
    private readonly QueryWatch _watch;

    public StreamingQuerier(
        QueryRunner runner,
        SearchEndpoint search,
        TagNamesEndpoint tagNames,
        TagValuesEndpoint tagValues,
        MetricsEndpoint metrics,
        QueryApiOptions options,
        RequestMetrics requests,
        TimeProvider time)
    {
        _runner = runner;
        _search = search;
        _tagNames = tagNames;
        _tagValues = tagValues;
        _metrics = metrics;
        _options = options;
        _requests = requests;
        _time = time;
        _watch = new QueryWatch(options.StreamingInterval, time);
    }

    /// <summary>Reads a request message.</summary>
    private delegate StreamingRequest Reader(ReadOnlySpan<byte> message);

    /// <summary>Answers a request; a success has no body, its messages are sent.</summary>
    private delegate Task<ApiAnswer> Answerer(ApiRequest request, PacketSender packets, CancellationToken cancellationToken);

    /// <summary>The methods to give to a <see cref="GrpcDispatcher"/>.</summary>
    /// <param name="requestLimit">Largest request taken.</param>
    public IReadOnlyList<GrpcMethod> Methods(GrpcMessageLimit requestLimit)
    {
        var search = new Call("search", 1, _options.SearchServiceLevel);
        var names = new Call("metadata", 1, _options.MetadataServiceLevel);
        var metrics = new Call("metrics", 1, _options.MetricsServiceLevel);
        return
        [
            Method("Search", search, StreamingRequest.ReadSearch, SearchAsync),
            Method("SearchTags", names, StreamingRequest.ReadTags, SearchTagsAsync),
            Method("SearchTagsV2", names with { Version = 2 }, StreamingRequest.ReadTags, SearchTagsAsync),
            Method("SearchTagValues", names, StreamingRequest.ReadTagValues, SearchTagValuesAsync),
            Method("SearchTagValuesV2", names with { Version = 2 }, StreamingRequest.ReadTagValues, SearchTagValuesAsync),
            Method("MetricsQueryRange", metrics, StreamingRequest.ReadMetrics, (request, packets, token) => MetricsAsync(request, packets, instant: false, token)),
            Method("MetricsQueryInstant", metrics, StreamingRequest.ReadMetrics, (request, packets, token) => MetricsAsync(request, packets, instant: true, token)),
        ];

        GrpcMethod Method(string name, Call call, Reader read, Answerer answer) => GrpcMethod.ServerStreaming(
            ServiceName, name, requestLimit, (grpc, message, responses) => ServeAsync(grpc, message, responses, call, read, answer));
    }

    private async ValueTask<GrpcStatus> ServeAsync(
        GrpcCall grpc, ReadOnlyMemory<byte> message, GrpcResponseStream responses, Call call, Reader read, Answerer answer)
    {
        var started = _time.GetTimestamp();
        var status = QueryRunner.ClientClosedRequest;
        try
        {
            StreamingRequest request;
            try
            {
                request = read(message.Span);
            }
            catch (OtlpFormatException malformed)
            {
                status = StatusCodes.Status400BadRequest;
                return new GrpcStatus(GrpcStatusCode.InvalidArgument, $"the request is not a message of {grpc.Method.Name}: {malformed.Message}");
            }

            using var packets = new PacketSender(responses, _options.MaxStreamingPacketBytes);
            using var answered = await _runner.RunAsync(
                new ApiRequest
                {
                    Id = grpc.HttpContext.TraceIdentifier,
                    Client = grpc.HttpContext.Connection.RemoteIpAddress?.ToString(),
                    TenantHeader = grpc.Metadata[TenantHeader.Name],
                    Kind = call.Kind,
                    ServiceLevel = call.ServiceLevel,
                    Parameters = request.Parameters,
                    Tags = request.Tags,
                    Argument = request.TagName,
                    Version = call.Version,
                },
                (api, token) => answer(api, packets, token),
                grpc.CancellationToken);
            status = answered.Status;
            return StreamingStatus.Of(answered);
        }
        finally
        {
            _requests.Record("gRPC", grpc.Method.Path, status, _time.GetElapsedTime(started));
        }
    }

    private async Task<ApiAnswer> SearchAsync(ApiRequest request, PacketSender packets, CancellationToken cancellationToken)
    {
        if (_search.Read(request) is not { } question)
            return ApiAnswer.BadRequest(request.Parameters.Error!);

        var progress = new FederatedProgress<SearchResult>(request.Tenants);
        var difference = new SearchDifference(question.WantsMostRecent);
        var result = await _watch.RunAsync(
            token => _search.FindAsync(request.Tenants, question, progress, token),
            progress,
            reports =>
            {
                var soFar = SearchMerge.MergeSoFar(reports, request.Tenants.Count, question.Limit, question.Order);
                return SendAsync(difference.Next(soFar), soFar.Metrics, null);
            },
            cancellationToken);
        await SendAsync(result.Traces, result.Metrics, result.PartialReason);
        return Done(result.Metrics, result.Traces.Count, result.PartialReason is not null);

        ValueTask SendAsync(IEnumerable<TraceSummary> traces, QueryMetrics metrics, string? partialReason) => packets.SendAsync(
            traces,
            (proto, trace) => TempoProto.WriteTrace(proto, trace, question.WithSpansets),
            proto => TempoProto.WriteSearchMetrics(proto, metrics),
            partialReason,
            cancellationToken);
    }

    private async Task<ApiAnswer> SearchTagsAsync(ApiRequest request, PacketSender packets, CancellationToken cancellationToken)
    {
        if (_tagNames.Read(request) is not { } question)
            return ApiAnswer.BadRequest(request.Parameters.Error!);

        var progress = new FederatedProgress<TagNamesResult>(request.Tenants);
        var sent = new HashSet<(string Scope, string Name)>();
        var results = await _watch.RunAsync(
            token => _tagNames.FindAsync(request.Tenants, question, progress, token),
            progress,
            reports => SendAsync(New(TagNamesEndpoint.Unite(question, reports))),
            cancellationToken);
        var found = TagNamesEndpoint.Unite(question, results);
        await SendAsync(found);
        return Done(found.Metrics, found.Names.Count);

        ScopedNames New(ScopedNames soFar) => soFar with
        {
            Scopes =
            [
                .. soFar.Scopes
                    .Select(scope => KeyValuePair.Create<string, IReadOnlyList<string>>(
                        scope.Key, [.. scope.Value.Where(name => sent.Add((request.Version == 2 ? scope.Key : "", name)))]))
                    .Where(scope => scope.Value.Count > 0),
            ],
        };

        ValueTask SendAsync(ScopedNames names)
        {
            return request.Version == 2
                ? packets.SendAsync(
                    ScopeChunks.Cut(names.Scopes, _options.MaxStreamingPacketBytes),
                    (proto, scope) => TempoProto.WriteTagScope(proto, scope.Key, scope.Value),
                    WriteMetrics,
                    null,
                    cancellationToken)
                : packets.SendAsync(names.Names, (proto, name) => proto.WriteString(1, name), WriteMetrics, null, cancellationToken);

            void WriteMetrics(ProtoWriter proto) => TempoProto.WriteMetadataMetrics(proto, names.Metrics);
        }
    }

    private async Task<ApiAnswer> SearchTagValuesAsync(ApiRequest request, PacketSender packets, CancellationToken cancellationToken)
    {
        if (_tagValues.Read(request) is not { } question)
            return ApiAnswer.BadRequest(request.Parameters.Error!);

        var progress = new FederatedProgress<TagValuesResult>(request.Tenants);
        var sent = new HashSet<TagValue>();
        var sentTexts = new HashSet<string>(StringComparer.Ordinal);
        var results = await _watch.RunAsync(
            token => _tagValues.FindAsync(request.Tenants, question, progress, token),
            progress,
            reports => request.Version == 2
                ? SendAsync(_tagValues.Typed(question, reports).Where(sent.Add), TempoProto.WriteTypedTagValue, reports)
                : SendAsync(_tagValues.Texts(question, reports).Where(sentTexts.Add), WriteText, reports),
            cancellationToken);
        var count = request.Version == 2
            ? await SendAllAsync(_tagValues.Typed(question, results), TempoProto.WriteTypedTagValue)
            : await SendAllAsync(_tagValues.Texts(question, results), WriteText);
        return Done(TagValuesEndpoint.MetricsOf(results), count);

        static void WriteText(ProtoWriter proto, string text) => proto.WriteString(1, text);

        ValueTask SendAsync<T>(IEnumerable<T> values, Action<ProtoWriter, T> write, IReadOnlyList<TagValuesResult> from) => packets.SendAsync(
            values,
            write,
            proto => TempoProto.WriteMetadataMetrics(proto, TagValuesEndpoint.MetricsOf(from)),
            null,
            cancellationToken);

        async ValueTask<int> SendAllAsync<T>(IReadOnlyList<T> values, Action<ProtoWriter, T> write)
        {
            await SendAsync(values, write, results);
            return values.Count;
        }
    }

    private async Task<ApiAnswer> MetricsAsync(
        ApiRequest request, PacketSender packets, bool instant, CancellationToken cancellationToken)
    {
        if (_metrics.Read(request, instant) is not { } question)
            return ApiAnswer.BadRequest(request.Parameters.Error!);

        // Series are known at the end only: what is sent before tells how far the query is.
        var progress = new QueryProgress<QueryMetrics>();
        var result = await _watch.RunAsync(
            token => _metrics.FindAsync(question with { Progress = progress }, token),
            progress,
            soFar => SendAsync([], soFar, null),
            cancellationToken);
        var partialReason = MetricsEndpoint.PartialReason(result);
        await SendAsync(result.Series, result.Metrics, partialReason);
        return Done(result.Metrics, result.Series.Count, partialReason is not null);

        ValueTask SendAsync(IEnumerable<Store.MetricSeries> series, QueryMetrics metrics, string? reason) => packets.SendAsync(
            series,
            (proto, one) =>
            {
                if (instant)
                    MetricsProto.WriteInstantSeries(proto, one);
                else
                    MetricsProto.WriteSeries(proto, one, question.Window);
            },
            proto => TempoProto.WriteSearchMetrics(proto, metrics),
            reason,
            cancellationToken);
    }

    private static ApiAnswer Done(QueryMetrics metrics, int matched, bool isPartial = false) =>
        ApiAnswer.Empty(StatusCodes.Status200OK).With(metrics.InspectedBytes, matched, isPartial);

    /// <summary>What a method is in logs and metrics.</summary>
    /// <param name="Kind">Kind of query.</param>
    /// <param name="Version">Version of the endpoint it is the twin of.</param>
    /// <param name="ServiceLevel">When a query counts as good.</param>
    private sealed record Call(string Kind, int Version, ServiceLevel ServiceLevel);
}
