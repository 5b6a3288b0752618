using Vivace.LoadTest.Corpus;
using Vivace.Otlp;
using Vivace.Otlp.Wire;

namespace Vivace.LoadTest.Soak;

/// <summary>Ids of traces that were sent a while ago, to ask for while more are sent.</summary>
internal sealed class TraceSample
{
    private const int Kept = 4096;
    private const int RequestsUntilAnswered = 200; // more than ever wait to be sent

    private readonly Lock _lock = new(); // guards the two below
    private readonly Queue<string> _waiting = [];
    private readonly List<string> _ids = [];

    /// <summary>Passes requests on and takes a trace id of each.</summary>
    public IEnumerable<ExportRequest> Watch(IEnumerable<ExportRequest> requests)
    {
        foreach (var request in requests)
        {
            if (FirstTraceId(request.Message.Span) is { } id)
                Add(id);
            yield return request;
        }
    }

    /// <summary>One of the ids by chance; null before there is one.</summary>
    public string? Pick()
    {
        lock (_lock)
            return _ids.Count == 0 ? null : _ids[Random.Shared.Next(_ids.Count)];
    }

    private void Add(string id)
    {
        lock (_lock)
        {
            _waiting.Enqueue(id);
            if (_waiting.Count <= RequestsUntilAnswered)
                return;
            var answered = _waiting.Dequeue();
            if (_ids.Count < Kept)
                _ids.Add(answered);
            else
                _ids[Random.Shared.Next(Kept)] = answered;
        }
    }

    private static string? FirstTraceId(ReadOnlySpan<byte> request)
    {
        ReadOnlySpan<int> path = [OtlpFields.RequestResourceSpans, OtlpFields.ResourceSpans.ScopeSpans, OtlpFields.ScopeSpans.Spans, OtlpFields.Span.TraceId];
        var message = request;
        foreach (var wanted in path)
        {
            var reader = new ProtoReader(message);
            var found = false;
            while (!found && reader.TryReadTag(out var field, out var wireType))
            {
                if (field == wanted && wireType == WireType.LengthDelimited)
                {
                    message = reader.ReadBytes();
                    found = true;
                }
                else
                {
                    reader.Skip(field, wireType);
                }
            }

            if (!found)
                return null;
        }

        return Convert.ToHexStringLower(message);
    }
}
