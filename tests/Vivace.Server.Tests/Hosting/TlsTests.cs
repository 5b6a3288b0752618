using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Vivace.Server.Configuration;
using Vivace.Server.Hosting;
using Xunit;

namespace Vivace.Server.Tests.Hosting;

public sealed class TlsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vivace-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_listener_with_tls_serves_http_2_and_reads_a_changed_certificate()
    {
        var tls = Write("first");
        var time = new ShiftedTime();
        await using var server = await StartAsync(tls, time);
        Assert.Equal(("CN=first", HttpVersion.Version20), await AskAsync(server));

        Write("second");
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("CN=second", (await AskAsync(server)).Subject);

        await File.WriteAllTextAsync(tls.Certificate.Path!, "broken");
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("CN=second", (await AskAsync(server)).Subject);
    }

    [Fact]
    public async Task A_client_without_a_certificate_is_refused_where_one_is_demanded()
    {
        var tls = Write("server");
        await using var server = await StartAsync(
            tls with { ClientAuthority = tls.Certificate, ClientCertificates = ClientCertificatePolicy.RequireAndVerify }, TimeProvider.System);
        await Assert.ThrowsAnyAsync<Exception>(() => AskAsync(server));
        using var own = X509Certificate2.CreateFromPemFile(tls.Certificate.Path!, tls.Key.Path);
        using var usable = X509CertificateLoader.LoadPkcs12(own.Export(X509ContentType.Pkcs12), null);
        Assert.Equal("CN=server", (await AskAsync(server, usable)).Subject);
    }

    [Fact]
    public async Task A_certificate_that_cannot_be_read_stops_the_start_without_showing_the_key()
    {
        var tls = Write("x") with { Key = new PemSource(null, "s3cr3t") };
        var failed = await Assert.ThrowsAsync<StartFailedException>(() => StartAsync(tls, TimeProvider.System));
        Assert.DoesNotContain("s3cr3t", failed.Message, StringComparison.Ordinal);
        Assert.Contains("TLS of query API", failed.Message, StringComparison.Ordinal);
    }

    private static Task<VivaceServer> StartAsync(TlsOptions tls, TimeProvider time)
    {
        var listener = new Listener
        {
            Name = "query API",
            Key = "server.http_listen_port",
            Role = ListenerRole.QueryHttp,
            Endpoint = new ListenEndpoint("127.0.0.1", 0),
            Tls = tls,
            Handler = context => context.Response.WriteAsync("hello"),
        };
        var options = ConfigLoader.LoadText(new ConfigSource(), "").Options!;
        return VivaceServer.StartAsync(options, [listener], time, NullLoggerFactory.Instance, CancellationToken.None);
    }

    private static async Task<(string Subject, Version Version)> AskAsync(VivaceServer server, X509Certificate2? own = null)
    {
        var subject = "";
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) =>
        {
            subject = certificate!.Subject;
            return subject.StartsWith("CN=", StringComparison.Ordinal);
        };
        if (own is not null)
            handler.SslOptions.ClientCertificates = [own];
        using var client = new HttpClient(handler)
        {
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        var port = ((IPEndPoint)server.Listeners[0].BoundTo.Single()).Port;
        using var answer = await client.GetAsync($"https://127.0.0.1:{port}/");
        Assert.Equal("hello", await answer.Content.ReadAsStringAsync());
        return (subject, answer.Version);
    }

    private TlsOptions Write(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1"), new Oid("1.3.6.1.5.5.7.3.2")], false));
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var certificatePath = Path.Combine(_folder.FullName, "cert.pem");
        var keyPath = Path.Combine(_folder.FullName, "key.pem");
        File.WriteAllText(certificatePath, certificate.ExportCertificatePem() + "\n");
        File.WriteAllText(keyPath, key.ExportPkcs8PrivateKeyPem() + "\n");
        return new TlsOptions { Certificate = new PemSource(certificatePath, null), Key = new PemSource(keyPath, null) };
    }

    private sealed class ShiftedTime : TimeProvider
    {
        private long _shift;

        public override long GetTimestamp() => base.GetTimestamp() + Interlocked.Read(ref _shift);

        public void Advance(TimeSpan time) => Interlocked.Add(ref _shift, (long)(time.TotalSeconds * TimestampFrequency));
    }
}
