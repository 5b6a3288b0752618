namespace Vivace.Server.Grpc;

/// <summary>The canonical status codes of gRPC; <c>google.rpc.Status.code</c> uses the same numbers.</summary>
internal enum GrpcStatusCode
{
    /// <summary>The call succeeded.</summary>
    Ok = 0,

    /// <summary>The client went away or cancelled.</summary>
    Cancelled = 1,

    /// <summary>An error that fits no other code.</summary>
    Unknown = 2,

    /// <summary>The request is wrong whatever the state of the server; repeating it does not help.</summary>
    InvalidArgument = 3,

    /// <summary>The call took longer than the client allowed.</summary>
    DeadlineExceeded = 4,

    /// <summary>What was asked for does not exist.</summary>
    NotFound = 5,

    /// <summary>It exists already.</summary>
    AlreadyExists = 6,

    /// <summary>The caller is known but not allowed to do this.</summary>
    PermissionDenied = 7,

    /// <summary>A limit was reached. Clients repeat the call only when the status carries RetryInfo.</summary>
    ResourceExhausted = 8,

    /// <summary>The server is not in the state the call needs.</summary>
    FailedPrecondition = 9,

    /// <summary>The call lost against a concurrent one.</summary>
    Aborted = 10,

    /// <summary>A position past the valid range.</summary>
    OutOfRange = 11,

    /// <summary>Unknown service, method or compression.</summary>
    Unimplemented = 12,

    /// <summary>The server, or the frame around the message, is broken.</summary>
    Internal = 13,

    /// <summary>Not possible now; the call may be repeated.</summary>
    Unavailable = 14,

    /// <summary>Data was lost for good.</summary>
    DataLoss = 15,

    /// <summary>Credentials or the tenant are missing.</summary>
    Unauthenticated = 16,
}
