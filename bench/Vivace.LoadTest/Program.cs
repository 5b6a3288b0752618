using System.CommandLine;
using Vivace.LoadTest.Commands;

var root = new RootCommand("Load and measure a trace store: send a known corpus, replay recordings, compare numbers.");
root.Subcommands.Add(CorpusCommand.Create());
root.Subcommands.Add(SendCommand.Create());
root.Subcommands.Add(ReplayCommand.Create());
root.Subcommands.Add(RunCommand.Create());
root.Subcommands.Add(StressCommand.Create());
root.Subcommands.Add(SoakCommand.Create());
root.Subcommands.Add(SinkCommand.Create());
return await root.Parse(args).InvokeAsync();
