using Vivace.TraceQL.Syntax;

namespace Vivace.TraceQL.Checking;

/// <summary>The hints of <c>with(...)</c>: names, types of their values, what they do.</summary>
public static class QueryHints
{
    /// <summary>Every hint that has an effect, in the order of a list for users.</summary>
    internal static IReadOnlyList<QueryHint> All { get; } =
    [
        new("most_recent", "true or false", "the newest matching traces instead of any", value => value is Literal.Boolean),
        new("exemplars", "a whole number, true or false", "how many exemplars; false for none",
            value => value is Literal.Integer { Value: >= 0 } or Literal.Boolean),
        new("sample", "true, or a number between 0 and 1", "accepted; answers are exact all the same",
            value => value is Literal.Boolean { Value: true } or Literal.Real { Value: > 0 and < 1 }),
        new("span_sample", "a number between 0 and 1", "accepted; answers are exact all the same", IsRate),
        new("trace_sample", "a number between 0 and 1", "accepted; answers are exact all the same", IsRate),
        new("extrapolate", "true or false", "each span counts for those that its sender left out, by its trace state", value => value is Literal.Boolean),
    ];

    /// <summary>Hints that Tempo has for its operators. They change nothing here.</summary>
    private static readonly string[] WithoutEffect =
    [
        "job_size", "time_overlap_cutoff", "concurrent_blocks", "debug", "info", "debug_return_in", "debug_std_dev",
        "debug_data_factor", "spanonly_fetch", "skip_ast_transformations",
    ];

    /// <summary>Finds hints that will be ignored: unknown names, names without effect, values that do not fit.</summary>
    /// <param name="query">As parsed.</param>
    /// <returns>Warnings, at most 20; the query is valid all the same.</returns>
    public static IReadOnlyList<Diagnostic> Check(TraceQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var findings = new Findings(query.Text);
        foreach (var hint in query.Hints)
        {
            if (All.FirstOrDefault(known => known.Name == hint.Name) is { } found)
            {
                if (!found.Accepts(hint.Value))
                    findings.Add(hint.Range, $"the hint {hint.Name} is ignored: its value must be {found.ValueDescription}");
            }
            else if (WithoutEffect.Contains(hint.Name))
            {
                findings.Add(hint.Range, $"the hint {hint.Name} has no effect here", "leave it out");
            }
            else
            {
                findings.Add(
                    hint.Range, $"the hint {Diagnostic.Quote(hint.Name)} is unknown and ignored",
                    "known are " + string.Join(", ", All.Select(known => known.Name)));
            }
        }

        return findings.All;
    }

    private static bool IsRate(Literal value) => value is Literal.Real { Value: > 0 and <= 1 } or Literal.Integer { Value: 1 };
}

/// <summary>A hint.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ValueDescription">What its value must be, in words.</param>
/// <param name="Effect">What it does, in a few words.</param>
/// <param name="Accepts">Whether a value is of the right type.</param>
internal sealed record QueryHint(string Name, string ValueDescription, string Effect, Func<Literal, bool> Accepts);
