using Vivace.Server.Commands;

// CancellationToken.None: signals end the server in order, see ShutdownSignals.
return await VivaceCommand.RunAsync(args, Console.Out, Console.Error, CancellationToken.None);
