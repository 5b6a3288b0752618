using ReifyDb.Auth;
using ReifyDb.Engine;

namespace ReifyDb.Tests.Support;

/// <summary>A database without ports.</summary>
internal sealed class TestDatabase : IDisposable
{
    private static readonly Identity Tester = new("tester", Access.Admin);

    public TestDatabase(Func<LimitsConfig, LimitsConfig>? limits = null, Func<FlowConfig, FlowConfig>? flow = null) =>
        Inner = new Database((limits ?? (static config => config))(new LimitsConfig()), (flow ?? (static config => config))(new FlowConfig()), TimeProvider.System);

    public Database Inner { get; }

    public Task<CommandResult> Command(string sql, params object?[] values) => Inner.CommandAsync(Request(sql, values), CancellationToken.None);

    public Task<ResultSet> Query(string sql, params object?[] values) => Inner.QueryAsync(Request(sql, values), CancellationToken.None);

    /// <summary>Rows as text, for comparing.</summary>
    public async Task<string[]> Rows(string sql, params object?[] values) => [.. (await Query(sql, values)).Rows.Select(Text)];

    public static string Text(object?[] row) =>
        string.Join('|', row.Select(static value => value switch
        {
            null => "null",
            double real => real.ToString("R", System.Globalization.CultureInfo.InvariantCulture) + "r",
            byte[] bytes => Convert.ToHexString(bytes),
            _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture),
        }));

    public static StatementRequest Request(string sql, params object?[] values) => new(sql, Parameters.Of(values), Tester);

    public void Dispose() => Inner.Dispose();
}
