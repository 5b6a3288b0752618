using ReifyDb.Auth;

namespace ReifyDb.Engine;

/// <summary>What a client wants done.</summary>
/// <param name="Sql">One statement, or several for a command.</param>
/// <param name="Parameters">Values for it.</param>
/// <param name="Identity">Who asks.</param>
internal sealed record StatementRequest(string Sql, Parameters Parameters, Identity Identity);
