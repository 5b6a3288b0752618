using Vivace.Query.Tags;
using Vivace.Storage.RowGroups;

namespace Vivace.Query.Naming;

/// <summary>A number for each resource of a row group. Row groups of one system repeat the same few resources, so they are known by
/// their messages and taken apart once.</summary>
/// <param name="find">Takes a resource apart.</param>
internal sealed class ResourceMemo(Func<ResourceEntry, int> find)
{
    private const int MaxRemembered = 4096;

    private readonly ByteStringSet _messages = new();
    private readonly List<int> _numberOfMessage = [];
    private int[] _numbers = [];

    /// <summary>The number of each resource; valid until the next call.</summary>
    public ReadOnlySpan<int> Read(IReadOnlyList<ResourceEntry> resources)
    {
        if (_numbers.Length < resources.Count)
            _numbers = new int[Math.Max(resources.Count, 2 * _numbers.Length)];
        for (var i = 0; i < resources.Count; i++)
            _numbers[i] = NumberOf(resources[i]);
        return _numbers.AsSpan(0, resources.Count);
    }

    private int NumberOf(ResourceEntry resource)
    {
        if (_messages.Count >= MaxRemembered)
            return find(resource);
        var message = _messages.GetOrAdd(resource.Message.Span);
        if (message == _numberOfMessage.Count)
            _numberOfMessage.Add(find(resource));
        return _numberOfMessage[message];
    }
}
