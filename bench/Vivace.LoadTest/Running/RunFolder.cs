using System.Globalization;
using System.Text.Json;
using Vivace.LoadTest.Corpus;

namespace Vivace.LoadTest.Running;

/// <summary>The folder of one run: the server's configuration, data and log, and which corpus the data is.</summary>
internal sealed class RunFolder
{
    private RunFolder(string path) => Location = path;

    public string Location { get; }

    public string Blocks => Path.Combine(Location, "blocks");

    public string Log => Path.Combine(Location, "wal");

    public string Configuration => Path.Combine(Location, "vivace.yaml");

    public string ServerOutput => Path.Combine(Location, "server.log");

    private string CorpusFile => Path.Combine(Location, "corpus.json");

    public static RunFolder Create() => new(Directory.CreateTempSubdirectory("vivace-run-").FullName);

    /// <summary>Opens the folder that an earlier run kept.</summary>
    public static RunFolder Open(string path) => Directory.Exists(path)
        ? new RunFolder(Path.GetFullPath(path))
        : throw new InvalidOperationException($"{path} does not exist; give the folder that run --keep printed");

    public void Delete() => Directory.Delete(Location, recursive: true);

    public async Task WriteCorpusAsync(CorpusOptions corpus, CancellationToken cancellationToken) =>
        await File.WriteAllTextAsync(CorpusFile, JsonSerializer.Serialize(corpus), cancellationToken);

    public async Task<CorpusOptions> ReadCorpusAsync(CancellationToken cancellationToken) =>
        JsonSerializer.Deserialize<CorpusOptions>(await File.ReadAllTextAsync(CorpusFile, cancellationToken))
        ?? throw new InvalidOperationException($"{CorpusFile} is empty");

    public Task WriteConfigurationAsync(ServerPorts ports, CancellationToken cancellationToken) => File.WriteAllTextAsync(
        Configuration,
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            server:
              http_listen_address: 127.0.0.1
              http_listen_port: {ports.Query}
              grpc_listen_address: 127.0.0.1
              grpc_listen_port: {ports.QueryGrpc}
            distributor:
              receivers:
                otlp:
                  protocols:
                    grpc:
                      endpoint: 127.0.0.1:{ports.OtlpGrpc}
                    http:
                      endpoint: 127.0.0.1:{ports.OtlpHttp}
            storage:
              trace:
                backend: local
                local:
                  path: {Blocks}
                wal:
                  path: {Log}
            vivace:
              web:
                enabled: false

            """),
        cancellationToken);

    /// <summary>Bytes of all files of the blocks.</summary>
    public long BlockBytes() => FolderBytes(Blocks);

    /// <summary>Bytes of all files of the write-ahead log.</summary>
    public long LogBytes() => FolderBytes(Log);

    private static long FolderBytes(string folder) => Directory.Exists(folder)
        ? new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length)
        : 0;
}
