using FsCheck;
using FsCheck.Fluent;
using Vivace.Otlp.Wire;
using Vivace.Storage.Live;
using Vivace.Testing.Otlp;
using Xunit;

namespace Vivace.Storage.Tests.Live;

public sealed class LiveBlockTests
{
    [Fact]
    public void Every_span_comes_back_exactly_as_sent() =>
        Prop.ForAll(OtlpArbitrary.Batches(), batches =>
        {
            var live = new LiveBlock();
            var sent = batches.Select(batch => batch.ToBytes()).ToArray();
            foreach (var request in sent)
                live.Append(request);

            using var found = new ProtoWriter();
            foreach (var id in OtlpTraces.TraceIds(sent))
                live.WriteTrace(id, found);
            OtlpTraces.AssertSame(StoredOnce.Of(sent), OtlpTraces.Normalize(found.Written.ToArray()));
        }).QuickCheckThrowOnFailure();
}
