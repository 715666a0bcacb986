namespace CnnVulkan.Training;

/// <summary>The weights as training has sent them last, on their way to the network that looks: whole, and between two of its runs.</summary>
/// <param name="worker">The network that looks; borrowed.</param>
/// <param name="classes">The classes: those that are not taught are taken out.</param>
/// <param name="most">How many classes there can be.</param>
internal sealed class LiveWeights(Worker worker, TaughtClasses classes, int most)
{
    private readonly Dictionary<string, Tensor<float>> _weights = [];
    private readonly Tensor<float> _mask = new(new TensorShape(1, most));

    /// <summary>The weights, by name.</summary>
    public IReadOnlyDictionary<string, Tensor<float>> Newest => _weights;

    /// <summary>Whether there are weights or classes that the network does not know yet.</summary>
    public bool HasNews { get; set; }

    /// <summary>Takes weights.</summary>
    public void Take(IEnumerable<(string Name, Tensor<float> Tensor)> weights)
    {
        foreach ((string name, Tensor<float> tensor) in weights)
            _weights[name] = tensor;
        HasNews = true;
    }

    /// <summary>Has the network's next run use the weights and classes as they are.</summary>
    public void Publish()
    {
        for (int slot = 0; slot < most; slot++)
            _mask.Data[slot] = classes.Has(slot) ? 0 : TeachableGraph.Out;
        worker.SetInput(TeachableGraph.Mask, _mask);
        foreach ((string name, Tensor<float> tensor) in _weights)
            worker.SetInput(name, tensor);
        HasNews = false;
    }
}
