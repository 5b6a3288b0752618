using System.Globalization;
using Vivace.Store;

namespace Vivace.Server.Api;

/// <summary><c>/api/vivace/traces/{id}/skeleton</c>: the structure of a trace as columns, without attributes.</summary>
internal sealed class SkeletonEndpoint(ITraceStore store)
{
    private const uint DefaultLimit = 200_000;
    private const uint MaxLimit = 1_000_000;

    /// <summary>Answers.</summary>
    public async Task<ApiAnswer> AnswerAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var parameters = request.Parameters;
        request.Expression = request.Argument;
        var traceId = TraceByIdEndpoint.ReadTraceId(request.Argument, parameters);
        var range = TimeParameters.ReadTrace(parameters);
        var root = SpanIdText.Read(parameters, "root");
        var levels = parameters.Unsigned("depth") ?? 0;
        var offset = parameters.Unsigned("offset") ?? 0;
        var limit = parameters.Unsigned("limit") ?? DefaultLimit;
        if (limit is 0 or > MaxLimit)
            parameters.Fail(string.Create(CultureInfo.InvariantCulture, $"invalid limit: {limit}; it must be from 1 to {MaxLimit}"));
        if (parameters.Error is { } error)
            return ApiAnswer.BadRequest(error);

        request.Range = range;
        var found = await store.FindSkeletonAsync(
            new TraceSkeletonRequest(request.Tenants, traceId, range, (int)limit)
            {
                RootSpanId = root,
                MaxLevels = (int)Math.Min(levels, int.MaxValue),
                Offset = (int)Math.Min(offset, int.MaxValue),
            },
            cancellationToken);
        if (found.Skeleton is not { } skeleton)
            return TraceNotFound.Answer(traceId, found.PartialReason, root is null ? null : SpanIdText.Of(root.Value));

        var buffer = new PooledBuffer(SkeletonFormat.EstimateBytes(skeleton));
        SkeletonFormat.Write(skeleton, found.PartialReason, buffer);
        return ApiAnswer.Of(SkeletonFormat.ContentType, buffer)
            .With(found.InspectedBytes, skeleton.SpanIds.Length, found.PartialReason is not null);
    }
}
