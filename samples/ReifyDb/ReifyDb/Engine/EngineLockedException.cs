namespace ReifyDb.Engine;

/// <summary>Another session holds a table; worth another try. Never reaches a client.</summary>
internal sealed class EngineLockedException : Exception
{
    public EngineLockedException(string message, int engineCode)
        : base(message) => EngineCode = engineCode;

    public int EngineCode { get; }
}
