namespace CnnVulkan;

/// <summary>Shorter ways to say what a <see cref="Worker"/> can do, in the words of other engines.</summary>
public static class WorkerExtensions
{
    /// <summary>Sets an input by its place in the network, as <see cref="Worker.SetInput(string, Tensor)"/> does by name.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="index">The place, from 0 on, in the file's order.</param>
    /// <param name="tensor">The elements.</param>
    /// <exception cref="ArgumentOutOfRangeException">The network has no such input.</exception>
    /// <exception cref="ShapeException">The tensor does not fit the declared shape or element type.</exception>
    public static void SetInput(this Worker worker, int index, Tensor tensor) => worker.SetInput(worker.InputName(index), tensor);

    /// <summary>Sets an input by its place in the network, as <see cref="Worker.SetInput(string, GpuTensor)"/> does by name.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="index">The place, from 0 on, in the file's order.</param>
    /// <param name="tensor">What another worker or a converter computes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The network has no such input.</exception>
    /// <exception cref="ShapeException">The tensor does not fit its declared shape, element type or precision.</exception>
    public static void SetInput(this Worker worker, int index, GpuTensor tensor) => worker.SetInput(worker.InputName(index), tensor);

    /// <summary>Sets all inputs, in the network's order, and queues a run, as <see cref="Worker.Schedule"/> does.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="inputs">One tensor for each input.</param>
    /// <returns>The run.</returns>
    /// <exception cref="ShapeException">There are more or fewer tensors than inputs, or one does not fit.</exception>
    public static VisionRun Schedule(this Worker worker, params Tensor[] inputs)
    {
        if (inputs.Length != worker.Graph.Inputs.Length)
            throw new ShapeException($"The network has {worker.Graph.Inputs.Length} inputs ({string.Join(", ", worker.Graph.Inputs.Select(i => i.Name))}), but {inputs.Length} tensors were given.");
        for (int i = 0; i < inputs.Length; i++)
            worker.SetInput(worker.Graph.Inputs[i].Name, inputs[i]);
        return worker.Schedule();
    }

    /// <summary>Copies an output of the last run into a tensor of the caller, which later runs leave alone. Waits for the run.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="name">The value's name; null for the first output.</param>
    /// <param name="output">The tensor: written in place where the shape is the same, else made anew.</param>
    /// <exception cref="ShapeException">There is no such output.</exception>
    /// <exception cref="InvalidOperationException">There was no run, or it was recorded into a host's commands, and these have not run yet.</exception>
    public static void CopyOutput(this Worker worker, string? name, ref Tensor<float>? output)
    {
        GpuTensor tensor = worker.PeekOutput(name);
        if (output is null || !output.Shape.Equals(tensor.Shape))
            output = new Tensor<float>(tensor.Shape);
        tensor.ReadbackInto(output.Data);
    }

    private static string InputName(this Worker worker, int index) => index >= 0 && index < worker.Graph.Inputs.Length
        ? worker.Graph.Inputs[index].Name
        : throw new ArgumentOutOfRangeException(nameof(index), index, $"The network has {worker.Graph.Inputs.Length} inputs: {string.Join(", ", worker.Graph.Inputs.Select(i => i.Name))}.");
}
