using Vivace.Store;

namespace Vivace.Server.Api;

/// <summary>Reads <c>sort</c> and <c>order</c>: which of the traces that match come first.</summary>
internal static class TraceOrderParameters
{
    /// <summary>The order asked for; newest first unless said.</summary>
    /// <param name="parameters">The request's parameters, which hold the mistake.</param>
    public static TraceOrder Read(QueryParameters parameters)
    {
        var sort = parameters.Text("sort") switch
        {
            null or "start" => TraceSort.Start,
            "duration" => TraceSort.Duration,
            "spans" => TraceSort.Spans,
            "errors" => TraceSort.Errors,
            var other => Fail<TraceSort>("sort", other, "start, duration, spans or errors"),
        };
        var ascending = parameters.Text("order") switch
        {
            null or "desc" => false,
            "asc" => true,
            var other => Fail<bool>("order", other, "desc or asc"),
        };
        return new TraceOrder(sort, ascending);

        T Fail<T>(string name, string value, string allowed)
            where T : struct
        {
            parameters.Fail($"invalid {name}: {QueryParameters.Quote(value)}; it must be {allowed}");
            return default;
        }
    }
}
