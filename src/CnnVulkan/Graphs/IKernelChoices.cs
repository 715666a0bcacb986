namespace CnnVulkan.Graphs;

/// <summary>Knows of some layers which way of computing them is the fastest. Asked while planning, never while running.</summary>
internal interface IKernelChoices
{
    /// <summary>The way to compute a node, by a name of <see cref="ITunable.Candidates"/>; null where nothing is known, or there is only one.</summary>
    string? Find(Node node, IReadOnlyDictionary<string, TensorInfo> values, Precision precision);
}
