namespace CnnVulkan.Training;

/// <summary>
/// What the network made of the pictures that were shown as examples: the elements of the value where it is cut, by class. Memory is bounded;
/// a further example takes the place of its class's oldest.
/// </summary>
/// <param name="classes">How many classes there can be.</param>
/// <param name="elements">How many numbers an example has.</param>
/// <param name="most">How many examples of a class are kept.</param>
internal sealed class ExampleStore(int classes, int elements, int most)
{
    private readonly List<float[]>[] _examples = [.. Enumerable.Range(0, classes).Select(_ => new List<float[]>())];
    private readonly int[] _oldest = new int[classes];

    /// <summary>How many examples of a class there are.</summary>
    public int CountOf(int label) => _examples[label].Count;

    /// <summary>How many classes have examples.</summary>
    public int ClassesWithExamples => _examples.Count(e => e.Count > 0);

    /// <summary>The examples of a class.</summary>
    public IReadOnlyList<float[]> Of(int label) => _examples[label];

    /// <summary>Keeps a copy of an example.</summary>
    public void Add(int label, ReadOnlySpan<float> example)
    {
        List<float[]> examples = _examples[label];
        if (examples.Count < most)
        {
            examples.Add(example.ToArray());
            return;
        }
        example.CopyTo(examples[_oldest[label]]);
        _oldest[label] = (_oldest[label] + 1) % most;
    }

    /// <summary>Forgets a class's examples.</summary>
    public void Clear(int label)
    {
        _examples[label].Clear();
        _oldest[label] = 0;
    }

    /// <summary>Fills a batch: the classes that have examples take turns, each by an example drawn.</summary>
    /// <param name="seed">What examples are drawn by.</param>
    /// <param name="step">The number of the step.</param>
    /// <param name="inputs">The batch.</param>
    /// <param name="targets">Its targets, N×classes.</param>
    public void Fill(int seed, int step, Tensor<float> inputs, Tensor<float> targets)
    {
        Array.Clear(targets.Data, 0, targets.Data.Length);
        int batch = targets.Shape[0], label = step % classes;
        for (int i = 0; i < batch; i++)
        {
            do
                label = (label + 1) % classes;
            while (_examples[label].Count == 0);
            var random = new SampleRandom((ulong)seed, step, i, 0);
            _examples[label][random.Below(_examples[label].Count)].CopyTo(inputs.Data.AsSpan(i * elements, elements));
            targets.Data[i * classes + label] = 1;
        }
    }
}
