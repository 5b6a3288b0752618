namespace Vivace.Ingest;

/// <summary>How many attributes of a request were cut, by where they lie.</summary>
internal struct TruncationCounts
{
    public int Resource;
    public int Scope;
    public int Span;
    public int Event;
    public int Link;

    public readonly int Total => Resource + Scope + Span + Event + Link;
}
