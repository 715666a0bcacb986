using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Plans;

namespace CnnVulkan.Training;

/// <summary>What training a network takes of a GPU, known before anything is allocated. Needs no GPU.</summary>
/// <param name="Parameters">How many numbers are trained.</param>
/// <param name="ActivationBytes">The arena that inputs, activations and gradients share by lifetime.</param>
/// <param name="LowerBoundBytes">The most bytes alive at any one dispatch: no plan for this order can do with less.</param>
/// <param name="ConstantBytes">Frozen weights, and what else is known.</param>
/// <param name="ParameterBytes">Trained weights, running averages, and what the optimiser remembers of each.</param>
/// <param name="StagingBytes">What carries batches to the GPU and results back.</param>
/// <param name="Dispatches">Dispatches of a step.</param>
/// <param name="MultiplyAdds">Multiply-adds of a step: forward, and backward about twice as many.</param>
public sealed record TrainingMemory(
    long Parameters, long ActivationBytes, long LowerBoundBytes, long ConstantBytes, long ParameterBytes, long StagingBytes, int Dispatches, long MultiplyAdds)
{
    /// <summary>All of it.</summary>
    public long TotalBytes => ActivationBytes + ConstantBytes + ParameterBytes + StagingBytes;

    /// <summary>Plans a step of a network's training.</summary>
    /// <param name="graph">The network as it is used.</param>
    /// <param name="options">How it is trained; null for the defaults.</param>
    /// <param name="shape">The shape of one sample, C×H×W; null where the network says it.</param>
    /// <param name="device">The device to plan for; null for a usual one.</param>
    /// <exception cref="ShapeException">The network is no classifier, has nothing to train, or a layer in it has no gradient.</exception>
    public static TrainingMemory Of(Graph graph, TrainingOptions? options = null, TensorShape? shape = null, DeviceProfile? device = null)
    {
        options ??= new TrainingOptions();
        TrainingGraph training = TrainingGraphBuilder.Build(graph, Trainer.BatchShape(graph, options.BatchSize, shape), options);
        return Of(training, new Planner(device ?? new DeviceProfile()).Plan(training.Graph, training.Inputs, training.Updates));
    }

    /// <summary>Refuses what the device's memory has no room for, before any of it is taken; batches are carried in memory of the CPU.</summary>
    /// <exception cref="GpuOutOfMemoryException">There is not enough memory.</exception>
    internal void Check(VisionDevice device)
    {
        // On a GPU without much memory of its own, what it shares with the CPU is used too.
        long needed = TotalBytes - StagingBytes, free = device.Allocator.AllFreeBytes;
        if (needed > free)
            throw new GpuOutOfMemoryException("training", needed, free);
    }

    /// <summary>What a step takes that is planned already.</summary>
    internal static TrainingMemory Of(TrainingGraph training, Plan plan)
    {
        int[] counts = [.. training.Updates.Keys.Select(k => training.Inputs[k].Shape.Count)];
        // Batches are written into one of two places while the other is copied; results have a place for each step under way.
        long staging = plan.Inputs.Values.Sum(i => 2 * i.Tensor.Bytes) + Trainer.InFlight * TrainingGraph.Results.Sum(r => plan.Outputs[r].Tensor.Bytes);
        return new TrainingMemory(
            training.Weights.Count,
            plan.ArenaBytes,
            plan.LowerBoundBytes,
            plan.ConstantBytes,
            counts.Sum(c => c * 4L),
            staging + Dispatching.ParameterStore.StagingOf(counts),
            plan.Dispatches.Length,
            plan.MultiplyAdds);
    }
}
