using Microsoft.Playwright;

namespace Vivace.Web.Tests.Pages;

/// <summary>Puts answers of 403 in the place of all that the server would show.</summary>
internal static class Forbidden
{
    /// <summary>What is answered in the server's place.</summary>
    public const string Addresses = "**/api/**";

    /// <summary>The server's sentence.</summary>
    public const string Message = "the role reader may not read spans";

    /// <summary>What the page says above it.</summary>
    public const string Heading = "You are not allowed to see this";

    /// <summary>Refuses everything but what a page has to know before it can ask.</summary>
    public static Task RouteAsync(IPage tab) => tab.RouteAsync(Addresses, static route =>
        route.Request.Url.Contains("/api/vivace/about", StringComparison.Ordinal)
            ? route.ContinueAsync()
            : route.FulfillAsync(new RouteFulfillOptions
            {
                Status = 403,
                ContentType = "text/plain",
                Body = Message,
                Headers = new Dictionary<string, string> { ["X-Request-Id"] = "req-4711" },
            }));
}
