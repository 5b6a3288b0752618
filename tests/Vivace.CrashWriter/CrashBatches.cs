using Vivace.Testing.Otlp;

namespace Vivace.CrashWriter;

/// <summary>The batches that the writer sends, made of their numbers alone, so that whoever killed it knows what was in them.</summary>
public static class CrashBatches
{
    /// <summary>Batch <paramref name="number"/>: one half of trace number / 2, so that traces are put together of two requests.</summary>
    public static byte[] Make(int number) =>
        Traces.ToRequest(Traces.Checkout(TraceOf(number)).Spans.Where((_, i) => i % 2 == number % 2)).ToBytes();

    /// <summary>Number of the trace that a batch belongs to.</summary>
    public static int TraceOf(int number) => number / 2;
}
