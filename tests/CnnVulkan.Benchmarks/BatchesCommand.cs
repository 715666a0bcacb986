using System.CommandLine;
using System.Runtime.InteropServices;
using CnnVulkan.Cli.Commands;
using CnnVulkan.Cli.Data;
using CnnVulkan.Graphs;
using CnnVulkan.Training;
using Microsoft.Win32.SafeHandles;

namespace CnnVulkan.Benchmarks;

/// <summary>
/// Writes what a training sees to the standard output, so that another trainer can be given the same: the weights it begins with, the pictures it is
/// judged by, and then batch after batch until nobody reads any more. <c>pytorch_curve.py</c> beside this file reads it. All numbers are little-endian, 32 bits.
/// </summary>
internal sealed class BatchesCommand : Command
{
    private readonly Argument<string> _network = new("NETWORK") { Description = "A network by name." };
    private readonly Option<string> _data = new("--data") { Description = "A folder with a folder of pictures per class.", Required = true };
    private readonly Option<int> _batch = ModelOptions.Count("--batch", "Samples of a step.", usual: 128, least: 1);
    private readonly Option<double> _holdOut = new("--hold-out") { Description = "As train's.", DefaultValueFactory = _ => 0.1 };
    private readonly Option<string> _augment = new("--augment") { Description = "As train's.", DefaultValueFactory = _ => "none" };
    private readonly Option<int> _seed = new("--seed") { Description = "As train's.", DefaultValueFactory = _ => 1 };

    public BatchesCommand()
        : base("batches", "Writes the weights and batches of a training, for another trainer to do the same.")
    {
        Arguments.Add(_network);
        foreach (Option option in new Option[] { _data, _batch, _holdOut, _augment, _seed })
            Options.Add(option);
        SetAction(Run);
    }

    private void Run(ParseResult parsed)
    {
        int seed = parsed.GetValue(_seed), batch = parsed.GetValue(_batch);
        DataSplit data = PictureFolder.Read(parsed.GetValue(_data)!, PictureDecoding.Decode);
        data = data.Validation is null ? DataSplit.HoldOut(data.Training, parsed.GetValue(_holdOut), (ulong)seed) : data;
        Model model = NetworkCatalog.Create(parsed.GetValue(_network)!, new NetworkOptions { Classes = data.Training.Classes.Count, Seed = seed });
        BatchFormat format = BatchFormat.For(model);
        // Not the console's stream, which writes on and on when nobody reads any more.
        using var output = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        WriteWeights(output, model.Graph);
        Write<int>(output, [data.Validation!.Count, data.Training.Count / batch, batch, format.Channels, format.Height, format.Width]);
        using (var judged = new BatchLoader(data.Validation, format, new BatchOptions { BatchSize = 1, Training = false }))
        {
            while (judged.TryNext(out LabelledBatch? one))
                Write(output, one);
        }
        Augmentation augmentation = AugmentationText.Parse(parsed.GetValue(_augment)!);
        using var loader = new BatchLoader(data.Training, format, new BatchOptions { BatchSize = batch, Seed = (ulong)seed, Augmentation = augmentation });
        try
        {
            while (loader.TryNext(out LabelledBatch? next))
                Write(output, next);
        }
        catch (IOException)
        {
            // The reader has had enough.
        }
    }

    /// <summary>The filters of convolutions and dense layers, then the scales of normalisations, in the order of the network: how many; of each its rank, its extents, its elements.</summary>
    private static void WriteWeights(Stream output, Graph graph)
    {
        IEnumerable<Tensor<float>> Of(Func<OperatorKind, bool> which) => graph.Nodes.Where(n => which(n.Operator.Kind)).Select(n => (Tensor<float>)graph.Constants[n.Inputs[1]]);
        Tensor<float>[] weights = [.. Of(k => k is OperatorKind.Convolution or OperatorKind.Dense), .. Of(k => k == OperatorKind.Normalization)];
        Write<int>(output, [weights.Length]);
        foreach (Tensor<float> weight in weights)
        {
            Write<int>(output, [weight.Shape.Rank, .. weight.Shape.Dimensions]);
            Write<float>(output, weight.Data);
        }
    }

    private static void Write(Stream output, LabelledBatch batch)
    {
        Write<float>(output, batch.Inputs.Data);
        Write<int>(output, batch.Labels);
    }

    private static void Write<T>(Stream output, ReadOnlySpan<T> values)
        where T : unmanaged
        => output.Write(MemoryMarshal.AsBytes(values));
}
