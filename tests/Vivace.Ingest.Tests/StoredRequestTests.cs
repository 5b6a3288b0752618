using FsCheck;
using FsCheck.Fluent;
using Vivace.Otlp.Wire;
using Vivace.Storage.Live;
using Vivace.Testing.Otlp;
using Xunit;

namespace Vivace.Ingest.Tests;

/// <summary>The storage decodes what was accepted without looking for mistakes again, also when it replays its log.</summary>
public sealed class StoredRequestTests
{
    [Fact]
    public void Whatever_is_accepted_can_be_stored_and_read_span_by_span() =>
        Prop.ForAll(OtlpArbitrary.HostileBytes(), bytes =>
        {
            using var harness = new IngestorHarness();
            harness.PushAsync(bytes).AsTask().GetAwaiter().GetResult();
            foreach (var append in harness.Store.Appended)
            {
                var request = append.Request;
                var live = new LiveBlock();
                Assert.Equal(append.SpanCount, live.Append(request));
                using var found = new ProtoWriter();
                foreach (var id in OtlpTraces.TraceIds(request))
                    live.WriteTrace(id, found);
                Assert.Equal(append.SpanCount, OtlpTraces.Normalize(found.Written.ToArray()).Count);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
}
