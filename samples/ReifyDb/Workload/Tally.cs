namespace ReifyDb.Workload;

/// <summary>What has been sent so far, by kind.</summary>
internal sealed class Tally
{
    private const int MostDurations = 512;

    private readonly Lock _guard = new(); // guards what follows
    private readonly Dictionary<StatementKind, Counts> _byKind = Enum.GetValues<StatementKind>().ToDictionary(static kind => kind, static _ => new Counts());
    private long _changes;
    private long _unreachable;
    private (TimeSpan Duration, string Summary, string? TraceId) _slowest;

    public void Add(PlannedStatement statement, StatementOutcome outcome)
    {
        lock (_guard)
        {
            var counts = _byKind[statement.Kind];
            counts.Recent[counts.Done++ % MostDurations] = outcome.Duration;
            if (outcome.ErrorCode is { } code)
                counts.Errors[code] = counts.Errors.GetValueOrDefault(code) + 1;
            if (outcome.Duration > _slowest.Duration)
                _slowest = (outcome.Duration, statement.Summary, outcome.TraceId);
        }
    }

    public void AddChange() => Interlocked.Increment(ref _changes);

    public void AddUnreachable() => Interlocked.Increment(ref _unreachable);

    /// <summary>A picture of now.</summary>
    public TallySnapshot Take()
    {
        lock (_guard)
        {
            var rows = _byKind.Select(static pair =>
            {
                var durations = pair.Value.Recent.Take((int)Math.Min(pair.Value.Done, MostDurations)).Order().ToList();
                return new TallyRow(
                    pair.Key, pair.Value.Done, pair.Value.Errors.Values.Sum(), Quantile(durations, 0.5), Quantile(durations, 0.99),
                    string.Join(", ", pair.Value.Errors.OrderByDescending(static error => error.Value).Select(static error => error.Key)));
            }).ToList();
            return new TallySnapshot(rows, Interlocked.Read(ref _changes), Interlocked.Read(ref _unreachable), _slowest.Duration, _slowest.Summary, _slowest.TraceId);
        }
    }

    private static TimeSpan Quantile(List<TimeSpan> sorted, double share) => sorted.Count == 0 ? TimeSpan.Zero : sorted[(int)(share * (sorted.Count - 1))];

    private sealed class Counts
    {
        public TimeSpan[] Recent { get; } = new TimeSpan[MostDurations];

        public Dictionary<string, long> Errors { get; } = new(StringComparer.Ordinal);

        public long Done { get; set; }
    }
}
