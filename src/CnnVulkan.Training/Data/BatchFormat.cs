namespace CnnVulkan.Training;

/// <summary>What a network is fed: how many channels, how large, and what is done to the pixels before.</summary>
public sealed record BatchFormat
{
    /// <summary>Describes an input.</summary>
    /// <param name="channels">1 for grey, 3 for colours in the order that the preprocessing says.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="preprocessing">
    /// What is done to pictures: resize, scale, mean, deviation. A grey input takes the first number of mean and deviation. The extents
    /// come from <paramref name="height"/> and <paramref name="width"/>: they stand for the crop.
    /// </param>
    /// <exception cref="ShapeException">The channels are neither 1 nor 3, or an extent is not positive.</exception>
    public BatchFormat(int channels, int height, int width, Preprocessing preprocessing)
    {
        if (channels is not (1 or 3) || height <= 0 || width <= 0)
            throw new ShapeException($"Pictures cannot be fed to an input of {channels}×{height}×{width}: 1 or 3 channels are needed.");
        Channels = channels;
        Height = height;
        Width = width;
        Preprocessing = preprocessing;
        for (int c = 0; c < 3; c++)
        {
            float factor = preprocessing.DoRescale ? preprocessing.RescaleFactor : 1;
            float mean = preprocessing.DoNormalize ? Of(preprocessing.Mean, c) : 0, std = preprocessing.DoNormalize ? Of(preprocessing.Std, c) : 1;
            Factors[c] = factor / std;
            Offsets[c] = -mean / std;
        }
    }

    /// <summary>1 for grey, 3 for colours.</summary>
    public int Channels { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>What is done to pictures.</summary>
    public Preprocessing Preprocessing { get; }

    /// <summary>Values per picture.</summary>
    public int Size => Channels * Height * Width;

    /// <summary>A byte times this, plus the offset, is what the network sees of it; per channel in the network's order.</summary>
    internal float[] Factors { get; } = new float[3];

    internal float[] Offsets { get; } = new float[3];

    /// <summary>What a model's only input takes.</summary>
    /// <param name="model">The model.</param>
    /// <param name="preprocessing">What is done to pictures; null for what the model says.</param>
    /// <exception cref="ShapeException">It has several inputs, or one that takes no pictures.</exception>
    public static BatchFormat For(Model model, Preprocessing? preprocessing = null)
    {
        preprocessing ??= Preprocessing.For(model);
        if (model.Inputs.Length != 1 || model.Inputs[0].Dimensions is not { IsDefault: false, Length: 4 } extents)
            throw new ShapeException($"{model.Name} takes no pictures: one input N×C×H×W was expected, not {string.Join("; ", model.Inputs)}.");
        (int width, int height) = preprocessing.OutputSize(preprocessing.CropWidth, preprocessing.CropHeight);
        return new BatchFormat(extents[1] ?? 3, extents[2] ?? height, extents[3] ?? width, preprocessing);
    }

    private static float Of(System.Numerics.Vector3 vector, int channel) => channel == 0 ? vector.X : channel == 1 ? vector.Y : vector.Z;
}
