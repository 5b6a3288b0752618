using Vivace.Core;
using Vivace.Query.Durations;
using Vivace.Query.Metrics;

namespace Vivace.Query.Structure;

/// <summary>Traces merged into trees: spans of one service, name and kind below the same node are one node. Nodes are numbered, parents
/// before their children.</summary>
/// <remarks>What nodes are told apart by is a number to this class: of a text in <see cref="StructureWorker"/>, of a text of all workers in
/// <see cref="StructureMerge"/>.</remarks>
internal sealed class StructureTree(MemoryBudget budget)
{
    private const int BytesEach = 250 + DurationHistograms.BytesEach;

    private readonly Dictionary<(int Parent, StructureKey Key), int> _numbers = [];
    private readonly List<Node> _nodes = [];

    /// <summary>How many nodes there are.</summary>
    public int Count => _nodes.Count;

    /// <summary>How long spans took, by node.</summary>
    public DurationHistograms Durations { get; } = new();

    /// <summary>A node by its number.</summary>
    public Node this[int node] => _nodes[node];

    /// <summary>The number of a node, which is added unless it is there.</summary>
    /// <param name="parent">The node above; -1 for a root.</param>
    /// <param name="key">What makes it.</param>
    public int GetOrAdd(int parent, StructureKey key)
    {
        if (_numbers.TryGetValue((parent, key), out var number))
            return number;

        budget.Take(BytesEach);
        number = _nodes.Count;
        _numbers.Add((parent, key), number);
        _nodes.Add(new Node(parent, key));
        Durations.Reserve(number + 1);
        return number;
    }

    /// <summary>Counts a span.</summary>
    public void Add(int node, long durationNanoseconds, long selfNanoseconds, bool failed, StructureExample trace)
    {
        var counted = _nodes[node];
        counted.Count++;
        counted.Errors += failed ? 1 : 0;
        counted.DurationNanoseconds += durationNanoseconds;
        counted.SelfNanoseconds += selfNanoseconds;
        counted.Show(trace);
        Durations.Add(node, durationNanoseconds);
    }

    /// <summary>Adds what a node of another tree has counted.</summary>
    public void Add(int node, StructureTree others, int other)
    {
        var counted = _nodes[node];
        var added = others._nodes[other];
        counted.Count += added.Count;
        counted.Errors += added.Errors;
        counted.DurationNanoseconds += added.DurationNanoseconds;
        counted.SelfNanoseconds += added.SelfNanoseconds;
        foreach (var example in added.Examples)
            counted.Show(example);
        Durations.Add(node, others.Durations, other);
    }

    /// <summary>One node.</summary>
    internal sealed class Node(int parent, StructureKey key)
    {
        private const int MaxExamples = 3;

        private readonly StructureExample[] _examples = new StructureExample[MaxExamples];
        private int _exampleCount;

        public int Parent => parent;

        public StructureKey Key => key;

        public long Count { get; set; }

        public long Errors { get; set; }

        public long DurationNanoseconds { get; set; }

        public long SelfNanoseconds { get; set; }

        /// <summary>Traces that have such a span, newest first.</summary>
        public ReadOnlySpan<StructureExample> Examples => _examples.AsSpan(0, _exampleCount);

        /// <summary>Keeps a trace if it is among the newest.</summary>
        public void Show(StructureExample trace)
        {
            var place = 0;
            while (place < _exampleCount && _examples[place].ComesBefore(trace))
                place++;
            if (place == MaxExamples || (place < _exampleCount && _examples[place] == trace))
                return;
            _exampleCount = Math.Min(MaxExamples, _exampleCount + 1);
            for (var i = _exampleCount - 1; i > place; i--)
                _examples[i] = _examples[i - 1];
            _examples[place] = trace;
        }
    }
}

/// <summary>What makes a node below its parent.</summary>
/// <param name="Service">Number of the service's name; 0 without.</param>
/// <param name="Name">Number of the span's name.</param>
/// <param name="Kind">OTLP's number.</param>
internal readonly record struct StructureKey(int Service, int Name, int Kind);

/// <summary>A trace to show.</summary>
/// <param name="Start">Its start.</param>
/// <param name="Id">Its id.</param>
internal readonly record struct StructureExample(ulong Start, TraceId Id)
{
    /// <summary>True when this trace is shown before another: the newer; of two that began together, the lesser id.</summary>
    public bool ComesBefore(StructureExample other) => Start != other.Start ? Start > other.Start : Id.CompareTo(other.Id) < 0;
}
