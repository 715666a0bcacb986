namespace CnnVulkan.Operators;

/// <summary>How one axis is resized.</summary>
/// <param name="Input">The input's extent.</param>
/// <param name="Output">The output's extent.</param>
/// <param name="Scale">Output per input; not quite their quotient where the output's extent was rounded down.</param>
/// <param name="Start">Where the part of interest starts, as a fraction of the input.</param>
/// <param name="End">Where it ends.</param>
internal readonly record struct ResizeAxis(int Input, int Output, double Scale, double Start = 0, double End = 1)
{
    /// <summary>The place in the input that an output index looks at.</summary>
    public double Place(int x, CoordinateMode mode)
    {
        double resized = Scale * Input;
        double halfPixel = (x + 0.5) / Scale - 0.5;
        return mode switch
        {
            CoordinateMode.Asymmetric => x / Scale,
            CoordinateMode.TfHalfPixelForNearest => (x + 0.5) / Scale,
            CoordinateMode.PytorchHalfPixel => resized > 1 ? halfPixel : 0,
            CoordinateMode.HalfPixelSymmetric => Input / 2.0 * (1 - Output / resized) + halfPixel,
            CoordinateMode.AlignCorners => resized == 1 ? 0 : x * (Input - 1) / (resized - 1),
            CoordinateMode.TfCropAndResize => Start * (Input - 1)
                + (resized == 1 ? (End - Start) * (Input - 1) / 2 : x * (End - Start) * (Input - 1) / (resized - 1)),
            _ => halfPixel,
        };
    }
}
