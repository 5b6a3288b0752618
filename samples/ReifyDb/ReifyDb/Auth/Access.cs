namespace ReifyDb;

/// <summary>What a token allows; each level includes those before.</summary>
public enum Access
{
    /// <summary>Queries and subscriptions.</summary>
    Read,

    /// <summary>Commands as well.</summary>
    Write,

    /// <summary>The admin port as well.</summary>
    Admin,
}
