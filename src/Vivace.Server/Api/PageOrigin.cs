namespace Vivace.Server.Api;

/// <summary>Tells requests that change something and come from pages of other origins.</summary>
internal static class PageOrigin
{
    /// <summary>True when a browser says that a page of another origin sends the request; other clients name none.</summary>
    public static bool IsElsewhere(HttpRequest request) =>
        request.Headers.Origin is [{ Length: > 0 } origin]
        && !(Uri.TryCreate(origin, UriKind.Absolute, out var page)
            && string.Equals(page.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
}
