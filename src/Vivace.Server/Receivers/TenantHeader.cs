using Vivace.Core;
using Vivace.Server.Grpc;

namespace Vivace.Server.Receivers;

/// <summary>Finds out whose spans a push holds.</summary>
internal static class TenantHeader
{
    /// <summary>HTTP header and, in lower case, gRPC metadata key.</summary>
    public const string Name = "X-Scope-OrgID";

    private static readonly GrpcStatus Missing = new(GrpcStatusCode.Unauthenticated, "no org id");
    private static readonly GrpcStatus Several = new(GrpcStatusCode.InvalidArgument, "multiple org IDs present");

    /// <summary>Reads the tenant.</summary>
    /// <param name="headers">The request's headers or metadata.</param>
    /// <param name="multitenancyEnabled">Off: the header is ignored.</param>
    /// <param name="tenant">The tenant when there is exactly one valid one.</param>
    /// <param name="refusal">UNAUTHENTICATED without a tenant, INVALID_ARGUMENT with several or a wrong name.</param>
    public static bool TryResolve(
        IHeaderDictionary headers, bool multitenancyEnabled, out TenantId tenant, out GrpcStatus refusal)
    {
        tenant = TenantId.Single;
        refusal = default;
        if (!multitenancyEnabled)
            return true;

        var values = headers[Name];
        if (values.Count > 1)
        {
            refusal = Several;
            return false;
        }

        var text = values.Count == 0 ? "" : values[0] ?? "";
        if (TenantId.TryParse(text, out tenant, out var error))
            return true;

        refusal = text.Length == 0 ? Missing
            : text.AsSpan().ContainsAny('|', ',') ? Several // proxies join repeated headers by commas
            : new GrpcStatus(GrpcStatusCode.InvalidArgument, error!);
        return false;
    }
}
