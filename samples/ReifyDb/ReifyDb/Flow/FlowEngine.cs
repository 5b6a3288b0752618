using System.Collections.Immutable;
using System.Globalization;
using ReifyDb.Engine;
using ReifyDb.Sql;
using ReifyDb.Tracing;

namespace ReifyDb.Flow;

/// <summary>The views and what keeps them up to date. Changed by the writing session only; anybody may look.</summary>
internal sealed class FlowEngine
{
    private readonly FlowConfig? _config;
    private readonly int _mostRows;

    // As the running transaction sees them: the same, but for a view that it declares or drops.
    private ImmutableDictionary<string, IFlowView> _pending = ImmutableDictionary.Create<string, IFlowView>(StringComparer.OrdinalIgnoreCase);

    // Replaced as a whole when a transaction that declares or drops a view commits.
    private volatile ImmutableDictionary<string, IFlowView> _views = ImmutableDictionary.Create<string, IFlowView>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Makes it without views.</summary>
    /// <param name="config">Null where the server has no flow.</param>
    /// <param name="mostRows">Larger changes of a view are not told.</param>
    public FlowEngine(FlowConfig? config, int mostRows)
    {
        _config = config;
        _mostRows = mostRows;
    }

    public IReadOnlyList<ViewDefinition> Views => [.. _views.Values.Select(static view => view.Definition).OrderBy(static view => view.Name, StringComparer.Ordinal)];

    /// <summary>The view's name as declared; null where there is none.</summary>
    public string? FindView(string name) => _views.GetValueOrDefault(name)?.Definition.Name;

    /// <summary>The view of that name.</summary>
    public ViewDefinition? Find(string name) => _views.GetValueOrDefault(name)?.Definition;

    /// <summary>A view that reads a table; null where none does.</summary>
    public string? FindViewOver(string table) =>
        _views.Values.FirstOrDefault(view => ViewReader.Same(view.Definition.Table, table))?.Definition.Name;

    /// <summary>Declares a view, in a transaction.</summary>
    /// <exception cref="DatabaseException">It cannot be declared.</exception>
    public void Declare(SqliteSession session, Statement statement)
    {
        if (_config is null)
            throw new DatabaseException(ErrorCode.NotAllowed, "This server has no flow: build it with WithFlow to have materialized views.");
        if (_views.Count >= _config.MaxViews)
            throw new DatabaseException(ErrorCode.TooMany, string.Create(CultureInfo.InvariantCulture, $"There are {_views.Count} views, as many as WithMaxViews allows; drop one first."));

        var definition = ViewReader.Read(statement);
        if (FindView(definition.Name) is { } existing)
            throw new DatabaseException(ErrorCode.SqlError, $"The view \"{existing}\" exists already.");
        if (FindView(definition.Table) is { } source)
            throw new DatabaseException(ErrorCode.SqlError, $"\"{source}\" is a materialized view; views over views are not built.");

        // As a client's statement first: what a client may not read, its view may not either.
        session.Prepare(definition.Select, out _);
        if (definition.Columns.Count == 0)
            definition = definition.WithColumns([.. ChangeTable.ColumnsOf(session, definition.Table).Select(static column => new ViewColumn(column, InternalNames.Quote(column), null))]);

        IFlowView view = definition.IsAggregate ? new AggregateView(definition) : new SelectionView(definition);
        if (FindViewOver(definition.Table) is null)
            ChangeTable.Create(session, definition.Table);
        view.Create(session);
        _pending = _views.Add(definition.Name, view);
    }

    /// <summary>Drops a view, in a transaction.</summary>
    /// <exception cref="DatabaseException">There is none of that name.</exception>
    public string Drop(SqliteSession session, Statement statement)
    {
        var name = ViewReader.ReadDropped(statement);
        if (!_views.TryGetValue(name, out var view))
            throw new DatabaseException(ErrorCode.SqlError, $"There is no materialized view \"{Errors.Quoted(name)}\".");

        session.ClearCache();
        view.Drop(session);
        _pending = _views.Remove(name);
        if (!_pending.Values.Any(other => ViewReader.Same(other.Definition.Table, view.Definition.Table)))
            ChangeTable.Drop(session, view.Definition.Table);
        return view.Definition.Name;
    }

    /// <summary>Views declared or dropped in the transaction count from now on.</summary>
    public void Committed() => _views = _pending;

    /// <summary>Views declared or dropped in the transaction are forgotten.</summary>
    public void RolledBack() => _pending = _views;

    /// <summary>Brings what the transaction has changed into the views that read it.</summary>
    /// <returns>What has changed in them.</returns>
    public IReadOnlyList<ViewChange> Update(SqliteSession session)
    {
        if (_pending.IsEmpty)
            return [];

        using var step = Steps.Start("flow::update");
        var changes = new List<ViewChange>();
        long noted = 0;
        foreach (var table in _pending.Values.GroupBy(static view => view.Definition.Table, StringComparer.OrdinalIgnoreCase))
        {
            var count = ChangeTable.Count(session, table.Key);
            if (count == 0)
                continue;

            noted += count;
            foreach (var view in table)
                changes.Add(Apply(session, view));
            ChangeTable.Clear(session, table.Key);
        }

        step?.SetTag(Attributes.ChangeCount, noted).SetTag(Attributes.ViewCount, changes.Count);
        changes.RemoveAll(static change => change.IsEmpty);
        return changes;
    }

    private ViewChange Apply(SqliteSession session, IFlowView view)
    {
        using var step = Steps.Start("flow::view::apply");
        var (change, again) = view.Apply(session, _mostRows);
        step?.SetTag(Attributes.View, view.Definition.Name)
            .SetTag(Attributes.InsertedRows, change.Inserted.Count)
            .SetTag(Attributes.DeletedRows, change.Deleted.Count)
            .SetTag(Attributes.RecomputedGroups, again);
        return change;
    }
}
