using FsCheck;
using FsCheck.Fluent;
using Vivace.Otlp;
using Vivace.Otlp.Wire;
using Vivace.Server.Api.Streaming;
using Vivace.Testing.Otlp;
using Xunit;

namespace Vivace.Server.Tests.Api.Streaming;

public sealed class StreamingRequestTests
{
    [Fact]
    public void Any_bytes_are_a_request_or_refused() =>
        Prop.ForAll(OtlpArbitrary.HostileBytes(), bytes =>
        {
            foreach (var read in (Func<byte[], StreamingRequest>[])
                [b => StreamingRequest.ReadSearch(b), b => StreamingRequest.ReadTags(b), b => StreamingRequest.ReadTagValues(b), b => StreamingRequest.ReadMetrics(b)])
            {
                try
                {
                    read(bytes).Parameters.Unsigned("start");
                }
                catch (OtlpFormatException)
                {
                }
            }

            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void Times_and_steps_of_metrics_are_nanoseconds_however_small()
    {
        using var proto = new ProtoWriter();
        proto.WriteString(1, "{} | rate()");
        proto.WriteVarint(2, 5);
        proto.WriteVarint(3, 1_700_000_000_000_000_000);
        proto.WriteVarint(4, 30_000_000_000);
        proto.WriteVarint(16, 7);
        proto.WriteVarint(17, 8);
        var parameters = StreamingRequest.ReadMetrics(proto.Written).Parameters;

        Assert.Equal(
            ("{} | rate()", "00000000000000000005", "01700000000000000000", "30000000000ns", "7", "8"),
            (parameters.Text("q"), parameters.Text("start"), parameters.Text("end"), parameters.Text("step"), parameters.Text("exemplars"), parameters.Text("maxSeries")));
    }

    [Fact]
    public void Zero_and_an_empty_text_are_absent()
    {
        using var proto = new ProtoWriter();
        foreach (var field in (int[])[2, 3, 4, 5, 6, 9])
            proto.WriteVarint(field, 0);
        proto.WriteString(8, "");
        var request = StreamingRequest.ReadSearch(proto.Written);

        Assert.All((string[])["minDuration", "maxDuration", "limit", "start", "end", "q", "spss", "tags"], name => Assert.Null(request.Parameters.Text(name)));
        Assert.Null(request.Tags);
    }

    [Fact]
    public void Scopes_are_cut_without_loss_into_pieces_that_fit() =>
        Prop.ForAll<NonEmptyArray<NonEmptyString>, PositiveInt>((names, size) =>
        {
            var limit = 513 + (size.Get % 400);
            IReadOnlyList<string> all = [.. names.Get.Select(name => name.Get)];
            var chunks = ScopeChunks.Cut([new("span", all), new("event", all)], limit).ToList();
            return chunks.Where(c => c.Key == "span").SelectMany(c => c.Value).SequenceEqual(all, StringComparer.Ordinal)
                && chunks.Where(c => c.Key == "event").SelectMany(c => c.Value).SequenceEqual(all, StringComparer.Ordinal)
                && chunks.TrueForAll(c => c.Value.Count == 1 || c.Value.Sum(name => System.Text.Encoding.UTF8.GetByteCount(name)) <= limit - 512);
        }).QuickCheckThrowOnFailure();
}
