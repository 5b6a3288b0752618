using Vivace.TraceQL.Syntax;

namespace Vivace.TraceQL.Checking;

/// <summary>Collects the mistakes of one query.</summary>
internal sealed class Findings(string text)
{
    /// <summary>A query of many wrong parts is not described part by part.</summary>
    private const int Limit = 20;

    private readonly List<Diagnostic> _all = [];

    public IReadOnlyList<Diagnostic> All => _all;

    public void Add(TextRange range, string message, string? hint = null) => Add(range, message, hint, []);

    public void Add(TextRange range, string message, string? hint, IReadOnlyList<QueryFix> fixes)
    {
        if (_all.Count < Limit)
            _all.Add(Diagnostic.At(DiagnosticKind.Validation, text, range, message, hint) with { Fixes = fixes });
    }
}
