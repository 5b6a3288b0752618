namespace Vivace.Testing.Files;

/// <summary>The power is gone: this operation may have happened in part, none after it happens.</summary>
public sealed class PowerCutException() : IOException("The power was cut");
