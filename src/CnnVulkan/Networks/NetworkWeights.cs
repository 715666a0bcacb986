namespace CnnVulkan;

/// <summary>The constants of a network in the making: declared layer by layer, filled all at once.</summary>
internal sealed class NetworkWeights
{
    /// <summary>Elements one thread fills at a time: VGG-16's first dense layer has three quarters of all weights and must be shared out.</summary>
    private const int ChunkSize = 1 << 19;

    /// <summary>Krizhevsky et al. 2012, section 5.</summary>
    private const double TooSmallDeviation = 0.01;

    private readonly List<(string Name, TensorShape Shape, int Inputs)> _random = [];
    private readonly Dictionary<string, Tensor> _constants = [];

    /// <summary>Weights to be initialised.</summary>
    /// <param name="name">Their name.</param>
    /// <param name="shape">Their shape.</param>
    /// <param name="inputs">How many inputs a neuron has.</param>
    public void AddRandom(string name, TensorShape shape, int inputs) => _random.Add((name, shape, inputs));

    /// <summary>Numbers that start out all the same whatever the initialisation, such as biases.</summary>
    public void AddEven(string name, TensorShape shape, float value)
    {
        var tensor = new Tensor<float>(shape);
        Array.Fill(tensor.Data, value);
        _constants.Add(name, tensor);
    }

    /// <summary>Numbers that belong to the network's structure.</summary>
    public void Add(string name, Tensor tensor) => _constants.Add(name, tensor);

    /// <summary>All constants, the random ones drawn.</summary>
    public IReadOnlyDictionary<string, Tensor> Create(WeightInitialization initialization, int seed)
    {
        var all = new Dictionary<string, Tensor>(_constants);
        var chunks = new List<(float[] Data, int Start, ulong Stream, double Deviation)>();
        for (int i = 0; i < _random.Count; i++)
        {
            (string name, TensorShape shape, int inputs) = _random[i];
            var tensor = new Tensor<float>(shape);
            all.Add(name, tensor);
            double deviation = initialization == WeightInitialization.He ? Math.Sqrt(2.0 / inputs) : TooSmallDeviation;
            ulong stream = GaussianNoise.Stream(seed, i);
            for (long start = 0; start < shape.Count; start += ChunkSize)
                chunks.Add((tensor.Data, (int)start, stream, deviation));
        }
        if (initialization is WeightInitialization.He or WeightInitialization.TooSmall)
            Parallel.ForEach(chunks, c => GaussianNoise.Fill(c.Data, c.Start, (int)Math.Min((long)c.Start + ChunkSize, c.Data.Length), c.Stream, c.Deviation));
        return all;
    }
}
