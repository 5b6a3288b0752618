namespace Vivace.LoadTest.Sending;

/// <summary>What is said beside the message of every request.</summary>
/// <param name="Gzip">The messages are compressed.</param>
/// <param name="Tenant">Sent as <c>X-Scope-OrgID</c>; null: not sent.</param>
internal sealed record SendHeaders(bool Gzip, string? Tenant)
{
    public void AddTo(HttpRequestMessage message)
    {
        if (Tenant is not null)
            message.Headers.TryAddWithoutValidation("X-Scope-OrgID", Tenant);
    }
}
