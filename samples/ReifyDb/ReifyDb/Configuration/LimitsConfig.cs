namespace ReifyDb;

/// <summary>What a single request may cost.</summary>
public sealed class LimitsConfig
{
    /// <summary>The longest that a query or command may take, waiting included; default 5 s.</summary>
    public TimeSpan StatementTimeout { get; private set; } = TimeSpan.FromSeconds(5);

    /// <summary>The most rows of an answer; default 10,000. More are an error, not a shorter answer.</summary>
    public int MaxResultRows { get; private set; } = 10_000;

    /// <summary>The most statements of a command; default 100.</summary>
    public int MaxStatementsPerCommand { get; private set; } = 100;

    /// <summary>The longest text or blob in bytes; default 1 MiB.</summary>
    public int MaxValueBytes { get; private set; } = 1024 * 1024;

    /// <summary>How many queries run at once; default two for each processor, at least four. Others wait.</summary>
    public int MaxConcurrentQueries { get; private set; } = Math.Max(4, 2 * Environment.ProcessorCount);

    /// <summary>How long requests that run get when the server stops; default 5 s.</summary>
    public TimeSpan ShutdownTimeout { get; private set; } = TimeSpan.FromSeconds(5);

    /// <summary>Sets <see cref="StatementTimeout"/>.</summary>
    /// <param name="timeout">At most a day.</param>
    /// <returns>This configuration.</returns>
    public LimitsConfig WithStatementTimeout(TimeSpan timeout)
    {
        StatementTimeout = ConfigCheck.Duration(timeout, TimeSpan.FromDays(1), "the statement time-out", nameof(timeout));
        return this;
    }

    /// <summary>Sets <see cref="MaxResultRows"/>.</summary>
    /// <param name="rows">1 to 10,000,000.</param>
    /// <returns>This configuration.</returns>
    public LimitsConfig WithMaxResultRows(int rows)
    {
        MaxResultRows = ConfigCheck.Range(rows, 1, 10_000_000, "the number of rows", nameof(rows));
        return this;
    }

    /// <summary>Sets <see cref="MaxStatementsPerCommand"/>.</summary>
    /// <param name="statements">1 to 100,000.</param>
    /// <returns>This configuration.</returns>
    public LimitsConfig WithMaxStatementsPerCommand(int statements)
    {
        MaxStatementsPerCommand = ConfigCheck.Range(statements, 1, 100_000, "the number of statements", nameof(statements));
        return this;
    }

    /// <summary>Sets <see cref="MaxValueBytes"/>.</summary>
    /// <param name="bytes">1 KiB to 1 GiB.</param>
    /// <returns>This configuration.</returns>
    public LimitsConfig WithMaxValueBytes(int bytes)
    {
        MaxValueBytes = ConfigCheck.Range(bytes, 1024, 1 << 30, "the size of a value in bytes", nameof(bytes));
        return this;
    }

    /// <summary>Sets <see cref="MaxConcurrentQueries"/>.</summary>
    /// <param name="queries">1 to 1,024.</param>
    /// <returns>This configuration.</returns>
    public LimitsConfig WithMaxConcurrentQueries(int queries)
    {
        MaxConcurrentQueries = ConfigCheck.Range(queries, 1, 1024, "the number of queries at once", nameof(queries));
        return this;
    }

    /// <summary>Sets <see cref="ShutdownTimeout"/>.</summary>
    /// <param name="timeout">At most an hour.</param>
    /// <returns>This configuration.</returns>
    public LimitsConfig WithShutdownTimeout(TimeSpan timeout)
    {
        ShutdownTimeout = ConfigCheck.Duration(timeout, TimeSpan.FromHours(1), "the shutdown time-out", nameof(timeout));
        return this;
    }
}
