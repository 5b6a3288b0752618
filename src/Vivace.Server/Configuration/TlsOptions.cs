using System.Security.Authentication;

namespace Vivace.Server.Configuration;

/// <summary>What is asked of a client's certificate.</summary>
internal enum ClientCertificatePolicy
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It may send one, which is not checked.</summary>
    Request,

    /// <summary>It must send one, which is not checked.</summary>
    RequireAny,

    /// <summary>If it sends one, it must be signed by the client authority.</summary>
    VerifyIfGiven,

    /// <summary>It must send one signed by the client authority.</summary>
    RequireAndVerify,
}

/// <summary>TLS of one listener.</summary>
internal sealed record TlsOptions
{
    /// <summary>The certificate with its chain, PEM.</summary>
    public required PemSource Certificate { get; init; }

    /// <summary>Its private key, PEM.</summary>
    public required PemSource Key { get; init; }

    /// <summary>The authority that signs clients' certificates; null when none are verified.</summary>
    public PemSource? ClientAuthority { get; init; }

    /// <summary>What is asked of clients.</summary>
    public ClientCertificatePolicy ClientCertificates { get; init; }

    /// <summary>The protocol versions allowed; TLS 1.2 and newer unless the file says otherwise.</summary>
    public SslProtocols Protocols { get; init; } = SslProtocols.Tls12 | SslProtocols.Tls13;

    /// <summary>IANA names of the cipher suites allowed; empty for the platform's choice.</summary>
    public IReadOnlyList<string> CipherSuites { get; init; } = [];
}

/// <summary>PEM text, in the configuration itself or in a file that is watched for changes.</summary>
/// <param name="Path">The file; null for inline text.</param>
/// <param name="Text">The inline text; null for a file.</param>
internal sealed record PemSource(string? Path, string? Text)
{
    /// <summary>Never shows inline text, which may be a private key.</summary>
    public override string ToString() => Path ?? "<secret>";
}
