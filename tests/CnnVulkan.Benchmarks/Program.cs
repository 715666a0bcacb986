using CnnVulkan.Benchmarks;

// Times each distinct layer of the classic networks by itself, on the GPU's own clock. Try: dotnet run -c Release -- --help
var root = new LayersCommand();
root.Subcommands.Add(new TrainingCommand());
root.Subcommands.Add(new BatchesCommand());
root.Subcommands.Add(new FramesCommand());
root.Subcommands.Add(new SwapsCommand());
return root.Parse(args).Invoke();
