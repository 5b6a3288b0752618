using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Vivace.Benchmarks.Otlp;

// In process: a project generated for each benchmark would have to restore and satisfy the analyzers of this repository.
var config = DefaultConfig.Instance.AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).AsDefault());
BenchmarkSwitcher.FromAssembly(typeof(ProtoReaderBenchmarks).Assembly).Run(args, config);
