using System.Globalization;
using Vivace.Server.Api;
using Vivace.Storage;
using Vivace.Storage.Columns;
using Vivace.Storage.Engine;
using Vivace.Store;

namespace Vivace.Server.Web.Storage;

/// <summary><c>/api/vivace/storage/attributes</c>: the attributes of a tenant that take most bytes, and those with most different values.</summary>
/// <param name="storage">The engine; null while it opens.</param>
internal sealed class AttributesEndpoint(Func<TraceStorage?> storage)
{
    private const uint DefaultLimit = 50;
    private const uint MaxLimit = 1_000;

    // Counting reads all columns; a person waits for it, and newer spans say most.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Answers.</summary>
    public async Task<ApiAnswer> AnswerAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var parameters = request.Parameters;
        var tenant = StorageTenant.Read(parameters, request.Tenants);
        var limit = parameters.Unsigned("limit") ?? DefaultLimit;
        if (limit is 0 or > MaxLimit)
            parameters.Fail(string.Create(CultureInfo.InvariantCulture, $"invalid limit: {limit}; it must be from 1 to {MaxLimit}"));
        if (parameters.Error is { } error)
            return ApiAnswer.BadRequest(error);
        if (storage() is not { } engine)
            return ApiAnswer.RetryLater(StatusCodes.Status503ServiceUnavailable, "the data is being opened", seconds: 1);

        var survey = await Task.Run(() => engine.SurveyAttributes(tenant, Patience, cancellationToken), cancellationToken);
        QueryCost.Current?.Add(survey.BytesRead, survey.Spans);
        var buffer = new PooledBuffer();
        Write(new StatusJson(new TempoJsonWriter(buffer)), tenant.Value, survey, (int)limit);
        return ApiAnswer.Json(buffer).With((ulong)survey.BytesRead, survey.Attributes.Count, survey.PartialReason is not null);
    }

    private static void Write(StatusJson json, string tenant, AttributeSurvey survey, int limit) => json.Object(null, () =>
    {
        json.Text("tenant", tenant);
        json.Number("blocks", survey.Blocks);
        json.Number("totalBlocks", survey.TotalBlocks);
        json.Number("spans", survey.Spans);
        json.Number("totalSpans", survey.TotalSpans);
        json.Boolean("partial", survey.PartialReason is not null);
        json.TextOrNull("message", survey.PartialReason);
        json.Number("total", survey.Attributes.Count);
        json.Objects("attributes", Top(survey.Attributes, limit), attribute =>
        {
            json.Text("scope", attribute.Owner.ToString().ToLowerInvariant());
            json.Text("name", attribute.Name);
            json.Text("type", attribute.Type.ToString().ToLowerInvariant());
            json.Number("bytes", attribute.BlockBytes);
            json.Number("liveBytes", attribute.LiveBytes);
            json.Number("values", attribute.Values);
            json.Number("distinct", attribute.Distinct);
            json.Text("distinctKind", KindOf(attribute, survey));
        });
    });

    /// <summary>Those with most bytes and those with most different values, the former first.</summary>
    private static IEnumerable<AttributeUse> Top(IReadOnlyList<AttributeUse> attributes, int limit)
    {
        var ordered = attributes
            .OrderByDescending(static one => one.BlockBytes)
            .ThenByDescending(static one => one.LiveBytes)
            .ThenBy(static one => one.Name, StringComparer.Ordinal)
            .ThenBy(static one => (one.Owner, one.Type))
            .ToList();
        return ordered.Take(limit).Union(ordered.OrderByDescending(static one => one.Distinct).Take(limit));
    }

    private static string KindOf(AttributeUse attribute, AttributeSurvey survey) => attribute switch
    {
        { IsDistinctExact: false } => "estimate",
        { Type: AttributeType.None } => "exact",
        _ => survey.PartialReason is null ? "exact" : "atLeast",
    };
}
