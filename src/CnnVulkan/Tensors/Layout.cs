namespace CnnVulkan;

/// <summary>How a value's elements lie in GPU memory. Shapes are always logical: N×C×H×W whatever the layout.</summary>
public enum Layout
{
    /// <summary>Row-major in the order of the shape: all of one channel, then the next. What inputs and outputs of a network are.</summary>
    Nchw,

    /// <summary>
    /// Four channels of a pixel side by side: N×⌈C/4⌉×H×W×4, for values of batch, channels and one to three spatial axes. One load serves four
    /// channels whatever a filter's size. Channels missing from the last four hold finite numbers that nothing reads as results.
    /// </summary>
    Nc4hw,
}
