namespace CnnVulkan.Graphs;

/// <summary>Knows of some layers which way of computing them is the fastest. Asked while planning, never while running.</summary>
internal interface IKernelChoices
{
    /// <summary>The way to compute a node, by one of <see cref="ITunable.Ways"/>; null where nothing is known, or there is only one.</summary>
    Way? Find(Node node, IReadOnlyDictionary<string, TensorInfo> values, Precision precision);
}
