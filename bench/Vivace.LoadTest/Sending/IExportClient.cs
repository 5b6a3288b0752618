using Vivace.LoadTest.Corpus;

namespace Vivace.LoadTest.Sending;

/// <summary>One connection to an OTLP receiver.</summary>
internal interface IExportClient : IAsyncDisposable
{
    /// <summary>Sends one request and waits for the answer. A connection that fails is a retryable answer.</summary>
    Task<ExportAnswer> ExportAsync(ExportRequest request, CancellationToken cancellationToken);
}
