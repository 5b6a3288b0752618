using System.Security.Cryptography;
using System.Text;
using ReifyDb.Engine;

namespace ReifyDb.Auth;

/// <summary>Knows tokens by their hashes; compares in constant time.</summary>
internal sealed class Authenticator
{
    private const string Bearer = "Bearer ";
    private const int MostTokenCharacters = 1024;

    private readonly List<(byte[] Hash, Identity Identity)> _known = [];

    public Authenticator(IEnumerable<(string Name, string Token, Access Access)> tokens)
    {
        foreach (var (name, token, access) in tokens)
            _known.Add((Hash(token), new Identity(name, access)));
    }

    /// <summary>Names and levels, without the tokens.</summary>
    public IEnumerable<Identity> Identities => _known.Select(static known => known.Identity);

    /// <summary>Who holds the token of a header <c>Authorization: Bearer ...</c>.</summary>
    /// <exception cref="DatabaseException">There is none, or an unknown one.</exception>
    public Identity AuthenticateHeader(string? header)
    {
        if (string.IsNullOrEmpty(header))
            throw new DatabaseException(ErrorCode.Unauthenticated, "The header Authorization is missing; send \"Authorization: Bearer <token>\".");
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            throw new DatabaseException(ErrorCode.Unauthenticated, "The header Authorization must have the form \"Bearer <token>\".");
        return Authenticate(header[Bearer.Length..].Trim());
    }

    /// <summary>Who holds a token.</summary>
    /// <exception cref="DatabaseException">Nobody does.</exception>
    public Identity Authenticate(string? token)
    {
        Identity? found = null;
        if (token is { Length: > 0 and <= MostTokenCharacters })
        {
            var hash = Hash(token);
            foreach (var (known, identity) in _known)
            {
                if (CryptographicOperations.FixedTimeEquals(known, hash))
                    found = identity;
            }
        }

        return found ?? throw new DatabaseException(ErrorCode.Unauthenticated, "The token is not known to this server.");
    }

    /// <summary>Refuses who may not do this.</summary>
    /// <exception cref="DatabaseException">The token allows less.</exception>
    public static void Demand(Identity identity, Access needed)
    {
        if (identity.Access < needed)
            throw new DatabaseException(ErrorCode.Forbidden, $"The token \"{identity.Name}\" allows {Text(identity.Access)}; this needs {Text(needed)}.");
    }

    public static string Text(Access access) => access switch
    {
        Access.Read => "read",
        Access.Write => "write",
        _ => "admin",
    };

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
