using System.CommandLine;
using CnnVulkan.Cli.Commands;
using CnnVulkan.Training;
using Spectre.Console;

namespace CnnVulkan.Benchmarks;

/// <summary>Times a step of training against the forward pass of the same batch, and says where the time goes.</summary>
internal sealed class TrainingCommand : Command
{
    private readonly Argument<string> _network = new("NETWORK") { Description = "A network by name.", DefaultValueFactory = _ => "cifar-resnet20" };
    private readonly Option<int> _batch = ModelOptions.Count("--batch", "Samples of a step.", usual: 128, least: 1);
    private readonly Option<int> _runs = ModelOptions.Count("--runs", "Steps that are timed.", usual: 10, least: 1);
    private readonly Option<bool> _dispatches = new("--dispatches") { Description = "Every dispatch, not their sums by operator." };

    public TrainingCommand()
        : base("training", "Times a step of training.")
    {
        Arguments.Add(_network);
        foreach (Option option in new Option[] { _batch, _runs, _dispatches })
            Options.Add(option);
        SetAction(Run);
    }

    private void Run(ParseResult parsed)
    {
        using VisionDevice device = VisionDevice.Create();
        Model model = NetworkCatalog.Create(parsed.GetValue(_network)!);
        int batch = parsed.GetValue(_batch), runs = parsed.GetValue(_runs);
        (double step, IReadOnlyList<DispatchTiming> timings) = Step(model, device, batch, runs, profile: false);
        (_, timings) = Step(model, device, batch, runs, profile: true);
        double forward = Forward(model, device, batch, runs);
        Console.WriteLine(FormattableString.Invariant(
            $"{model.Name}, batch {batch}: step {step:0.0} ms, forward {forward:0.0} ms, {step / forward:0.00} times; {batch / step * 1000:0} samples per second; {timings.Count} dispatches"));
        Table table = new Table().Border(TableBorder.Simple).AddColumns("what", "ms", "GFLOP/s", "dispatches");
        IEnumerable<(string What, double Ms, double Flops, int Count)> rows = parsed.GetValue(_dispatches)
            ? timings.Select(t => ($"{t.Name} ({t.Operator})", t.Milliseconds, 2.0 * t.MultiplyAdds, 1))
            : timings.GroupBy(t => $"{t.Operator}: {t.Shader}").Select(g => (g.Key, g.Sum(t => t.Milliseconds), 2.0 * g.Sum(t => t.MultiplyAdds), g.Count())).OrderByDescending(r => r.Item2);
        foreach ((string what, double ms, double flops, int count) in rows)
            table.AddRow(Markup.Escape(what), FormattableString.Invariant($"{ms:0.00}"), FormattableString.Invariant($"{flops / ms / 1e6:0.0}"), $"{count}");
        AnsiConsole.Profile.Width = 140;
        AnsiConsole.Write(table);
    }

    /// <summary>The least time of a step, from queueing to its result, and the dispatches of the last.</summary>
    private static (double Ms, IReadOnlyList<DispatchTiming> Timings) Step(Model model, VisionDevice device, int batch, int runs, bool profile)
    {
        using var trainer = new Trainer(model.Graph, device, new TrainingOptions { BatchSize = batch, Profile = profile });
        var pictures = new Tensor<float>(trainer.InputShape);
        var targets = new Tensor<float>(new TensorShape(batch, trainer.Classes));
        var random = new Random(1);
        for (int i = 0; i < pictures.Data.Length; i++)
            pictures.Data[i] = (float)random.NextDouble();
        for (int i = 0; i < batch; i++)
            targets.Data[i * trainer.Classes + i % trainer.Classes] = 1;
        double least = Least(runs, () =>
        {
            trainer.Step(pictures, targets, 0.01f);
            trainer.Finish();
        });
        return (least, trainer.Profile);
    }

    /// <summary>The least time of the network as it is used.</summary>
    private static double Forward(Model model, VisionDevice device, int batch, int runs)
    {
        using var worker = new Worker(model.Graph, device, new WorkerOptions { BatchSize = batch });
        worker.SetInput(new Tensor<float>(new TensorShape([batch, .. model.Inputs[0].Dimensions.Skip(1).Select(d => d!.Value)])));
        return Least(runs, () =>
        {
            worker.Schedule();
            worker.PeekOutput().Readback();
        });
    }

    private static double Least(int runs, Action act)
    {
        double least = double.MaxValue;
        for (int i = 0; i < runs + 2; i++)
        {
            var watch = System.Diagnostics.Stopwatch.StartNew();
            act();
            if (i >= 2)
                least = Math.Min(least, watch.Elapsed.TotalMilliseconds);
        }
        return least;
    }
}
