namespace ReifyDb.Auth;

/// <summary>Who asks.</summary>
/// <param name="Name">The name of the token.</param>
/// <param name="Access">What it allows.</param>
internal sealed record Identity(string Name, Access Access);
