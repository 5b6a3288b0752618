using System.Text;

namespace Vivace.Server.Commands;

/// <summary>The text of <c>--help</c>.</summary>
internal static class HelpText
{
    private const int Column = 38;

    /// <summary>Writes the whole text, in lines of at most 100 characters where a flag's name allows.</summary>
    public static string Render()
    {
        var text = new StringBuilder(
            """
            Vivace keeps traces: OpenTelemetry spans in, Grafana Tempo's query API out, in one process.

            Usage: vivace [flags]

            Without flags it takes OTLP on localhost:4317 (gRPC) and localhost:4318 (HTTP), answers queries
            on port 3200, shows its web page on port 3000, and keeps its data below ./data.

            Examples:
              vivace
              vivace -config.file=tempo.yaml -config.expand-env
              vivace -config.file=tempo.yaml -config.verify
              vivace -storage.trace.local.path=/srv/traces/blocks -compaction.block-retention=14d
              vivace -health

            """);
        foreach (var group in FlagTable.All.GroupBy(static flag => flag.Group, StringComparer.Ordinal))
        {
            text.Append('\n').Append(group.Key).Append(":\n");
            foreach (var flag in group)
            {
                var left = $"  -{flag.Name}{(flag.Value.Length > 0 ? "=" + flag.Value : "")}";
                text.Append(left.PadRight(Column));
                if (left.Length >= Column)
                    text.Append('\n').Append(' ', Column);
                text.Append(flag.Help).Append('\n');
            }
        }
        text.Append(
            """

            Every other key of the configuration file that has one value is a flag as well, by its path:
            -query_frontend.search.max_duration=48h. Flags win over the file, the file over defaults.
            -x and --x, -x=value and -x value are the same.

            Exit codes: 0 stopped in order, 1 failure, 2 wrong flags.

            """);
        return text.ToString();
    }
}
