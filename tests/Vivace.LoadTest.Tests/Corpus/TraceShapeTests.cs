using Vivace.LoadTest.Corpus;

namespace Vivace.LoadTest.Tests.Corpus;

public sealed class TraceShapeTests
{
    [Fact]
    public void Children_lie_within_their_parents_and_servers_below_clients()
    {
        var random = new CorpusRandom(1);
        var trace = new TraceShape();
        for (var n = 0; n < 500; n++)
        {
            trace.Draw(random, TraceSizes.Fewest + random.Below(TraceSizes.Most - TraceSizes.Fewest + 1), 1_000_000_000_000);
            Assert.Equal(-1, trace.Parent[0]);
            for (var i = 1; i < trace.SpanCount; i++)
            {
                int parent = trace.Parent[i];
                Assert.InRange(parent, 0, i - 1);
                Assert.True(trace.StartUnixNanoseconds[i] >= trace.StartUnixNanoseconds[parent]);
                Assert.True(End(i) <= End(parent));
                Assert.Equal(trace.Role[i] == SpanRole.HttpServer, trace.Role[parent] == SpanRole.HttpClient);
                Assert.NotEqual(SpanRole.Database, trace.Role[parent]);
            }
        }

        ulong End(int i) => trace.StartUnixNanoseconds[i] + trace.DurationNanoseconds[i];
    }
}
