namespace CnnVulkan.Reference;

/// <summary>A sliding window in plain numbers, one per spatial axis, as the ONNX texts define it.</summary>
/// <param name="Kernel">Extents.</param>
/// <param name="Strides">Steps.</param>
/// <param name="Begin">Padding before.</param>
/// <param name="End">Padding past.</param>
/// <param name="Dilations">Distances between taps.</param>
/// <param name="Ceil">Whether output extents are rounded up.</param>
public sealed record SpatialWindow(int[] Kernel, int[] Strides, int[] Begin, int[] End, int[] Dilations, bool Ceil = false)
{
    /// <summary>A window that moves by 1 over no padding.</summary>
    public static SpatialWindow Of(params int[] kernel)
        => new(kernel, Fill(kernel, 1), Fill(kernel, 0), Fill(kernel, 0), Fill(kernel, 1));

    /// <summary>The output's spatial extents: tries one place after the other while the window lies in the padded input.</summary>
    public int[] OutputOf(TensorShape input) => Kernel.Select((k, axis) =>
    {
        int extent = (k - 1) * Dilations[axis] + 1;
        int padded = Begin[axis] + input[axis + 2] + End[axis];
        int places = 0;
        while (places * Strides[axis] + extent <= padded)
            places++;
        // Rounded up: one window more, where something is left and the window starts in the input or the padding before it.
        bool left = (places - 1) * Strides[axis] + extent < padded;
        if (Ceil && left && places * Strides[axis] < Begin[axis] + input[axis + 2])
            places++;
        return places;
    }).ToArray();

    /// <summary>Where each tap of the window at an output place lies in the input, outside it too.</summary>
    public IEnumerable<(int[] Tap, int[] At)> TapsAt(int[] place)
        => MultiIndex.All(new TensorShape(Kernel)).Select(tap
            => (tap, tap.Select((t, axis) => place[axis] * Strides[axis] - Begin[axis] + t * Dilations[axis]).ToArray()));

    /// <summary>Whether a place lies in the input.</summary>
    public static bool Inside(TensorShape input, int[] at) => !at.Where((a, axis) => a < 0 || a >= input[axis + 2]).Any();

    /// <summary>Whether a place lies in the input or its padding.</summary>
    public bool InPadding(TensorShape input, int[] at) => !at.Where((a, axis) => a < -Begin[axis] || a >= input[axis + 2] + End[axis]).Any();

    private static int[] Fill(int[] like, int value) => like.Select(_ => value).ToArray();
}
