namespace CnnVulkan;

/// <summary>How a model is written.</summary>
public sealed record ModelSaveOptions
{
    /// <summary>The oldest operator set that can be written: from it on operands broadcast as they do today.</summary>
    public const int OldestOpset = 7;

    /// <summary>The newest operator set that can be written.</summary>
    public const int NewestOpset = 24;

    /// <summary>
    /// The version of ONNX's operator set to write, 7 to 24; null for the first of 17, 18 and up to 24, then 16 and down to 7 that has
    /// everything the model uses.
    /// </summary>
    public int? Opset { get; init; }

    /// <summary>Bytes of weights above which they go to a file of their own; just under the format's 2 GiB, smaller in tests.</summary>
    internal long MostInlineBytes { get; init; } = int.MaxValue - (64L << 20);
}
