using Vivace.LoadTest.Corpus;
using Vivace.LoadTest.Running;

namespace Vivace.LoadTest.Stress;

/// <summary>One load that real senders rarely make and that a store must bear.</summary>
/// <param name="Name">As it is asked for.</param>
/// <param name="Description">What is odd about it.</param>
/// <param name="Requests">What is sent.</param>
/// <param name="Queries">What is asked afterwards, with what must be found.</param>
internal sealed record StressShape(
    string Name, string Description, Func<IEnumerable<ExportRequest>> Requests, IReadOnlyList<QueryDefinition> Queries)
{
    /// <summary>Connections in parallel.</summary>
    public int Connections { get; init; } = 4;

    /// <summary>Spans a second over all connections; null is full speed.</summary>
    public double? SpansPerSecond { get; init; }
}
