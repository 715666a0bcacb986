namespace CnnVulkan.Training;

/// <summary>Some samples together, ready to be fed to a network. Its memory is used again for a later batch.</summary>
public sealed class LabelledBatch
{
    internal LabelledBatch(int size, BatchFormat format, int classes)
    {
        Inputs = new Tensor<float>(new TensorShape(size, format.Channels, format.Height, format.Width));
        Targets = new Tensor<float>(new TensorShape(size, classes));
        Labels = new int[size];
        Samples = new int[size];
    }

    /// <summary>N × C × H × W, normalised. Rows from <see cref="Count"/> on are zero.</summary>
    public Tensor<float> Inputs { get; }

    /// <summary>N × classes: how likely each class should be found. Rows from <see cref="Count"/> on are zero.</summary>
    public Tensor<float> Targets { get; }

    /// <summary>The class of each sample, before smoothing and mixing; -1 from <see cref="Count"/> on.</summary>
    public int[] Labels { get; }

    /// <summary>Which picture of the data each sample shows; -1 from <see cref="Count"/> on.</summary>
    public int[] Samples { get; }

    /// <summary>How many samples there are: all rows, but for the last batch of an evaluation.</summary>
    public int Count { get; internal set; }

    /// <summary>The epoch, from 0.</summary>
    public int Epoch { get; internal set; }

    /// <summary>The step in its epoch, from 0.</summary>
    public int Step { get; internal set; }
}
