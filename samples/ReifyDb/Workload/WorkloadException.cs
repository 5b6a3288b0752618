namespace ReifyDb.Workload;

/// <summary>The workload cannot run; the message is for its user.</summary>
internal sealed class WorkloadException : Exception
{
    public WorkloadException(string message)
        : base(message)
    {
    }
}
