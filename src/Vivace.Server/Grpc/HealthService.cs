using System.Text;
using Vivace.Otlp;
using Vivace.Otlp.Wire;

namespace Vivace.Server.Grpc;

/// <summary><c>grpc.health.v1.Health</c>: whether the process, and each of its services, takes calls.</summary>
/// <remarks>Thread safe. Starts as not serving.</remarks>
internal sealed class HealthService
{
    /// <summary>Full name of the service.</summary>
    public const string ServiceName = "grpc.health.v1.Health";

    private const int Serving = 1;
    private const int NotServing = 2;
    private const int ServiceUnknown = 3;

    private static readonly GrpcMessageLimit RequestLimit = new(4096, "the limit of a health check");

    private static readonly GrpcStatus ShuttingDown = new(
        GrpcStatusCode.Unavailable, "the server is shutting down; watch again");

    private readonly HashSet<string> _services;
    private volatile State _state = new(IsServing: false, IsStopped: false, new(TaskCreationOptions.RunContinuationsAsynchronously));

    /// <summary>Creates the service.</summary>
    /// <param name="services">Full names of the services on this listener. The empty name, which stands for the whole server,
    /// and the health service itself are always known.</param>
    public HealthService(IEnumerable<string> services) =>
        _services = new HashSet<string>(services, StringComparer.Ordinal) { "", ServiceName };

    /// <summary>The methods to give to a <see cref="GrpcDispatcher"/>.</summary>
    public IReadOnlyList<GrpcMethod> Methods =>
    [
        GrpcMethod.Unary(ServiceName, "Check", RequestLimit, CheckAsync),
        GrpcMethod.ServerStreaming(ServiceName, "Watch", RequestLimit, WatchAsync),
    ];

    /// <summary>Tells callers and watchers whether calls are taken.</summary>
    public void SetServing(bool isServing) => Change(isServing, isStopped: false);

    /// <summary>Reports not serving from now on and ends every watch, so that none holds up the server's shutdown.</summary>
    public void Stop() => Change(isServing: false, isStopped: true);

    private void Change(bool isServing, bool isStopped)
    {
        var next = new State(isServing, isStopped, new(TaskCreationOptions.RunContinuationsAsynchronously));
        State before;
        do
        {
            before = _state;
            if (before.IsStopped)
                return;
        }
        while (Interlocked.CompareExchange(ref _state, next, before) != before);

        before.Changed.SetResult();
    }

    private ValueTask<GrpcReply> CheckAsync(GrpcCall call, ReadOnlyMemory<byte> request)
    {
        if (!TryReadService(request.Span, out var service, out var problem))
            return new(GrpcReply.Failure(problem));

        return new(_services.Contains(service)
            ? GrpcReply.Success(Response(_state.IsServing ? Serving : NotServing))
            : GrpcReply.Failure(new GrpcStatus(
                GrpcStatusCode.NotFound, $"service {GrpcProtocol.Quote(service)} is not served here")));
    }

    private async ValueTask<GrpcStatus> WatchAsync(
        GrpcCall call, ReadOnlyMemory<byte> request, GrpcResponseStream responses)
    {
        if (!TryReadService(request.Span, out var service, out var problem))
            return problem;

        var sent = -1;
        while (true)
        {
            var state = _state;
            var status = !_services.Contains(service) ? ServiceUnknown : state.IsServing ? Serving : NotServing;
            if (status != sent)
                await responses.WriteAsync(Response(status), call.CancellationToken);
            sent = status;
            if (state.IsStopped)
                return ShuttingDown;
            await state.Changed.Task.WaitAsync(call.CancellationToken);
        }
    }

    private static byte[] Response(int status) => [1 << 3, (byte)status];

    private static bool TryReadService(ReadOnlySpan<byte> request, out string service, out GrpcStatus problem)
    {
        service = "";
        problem = default;
        try
        {
            var reader = new ProtoReader(request);
            while (reader.TryReadTag(out var field, out var wireType))
            {
                if (field == 1 && wireType == WireType.LengthDelimited)
                    service = Encoding.UTF8.GetString(reader.ReadBytes());
                else
                    reader.Skip(field, wireType);
            }

            return true;
        }
        catch (OtlpFormatException malformed)
        {
            problem = new GrpcStatus(GrpcStatusCode.InvalidArgument, malformed.Message);
            return false;
        }
    }

    private sealed record State(bool IsServing, bool IsStopped, TaskCompletionSource Changed);
}
