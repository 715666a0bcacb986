namespace CnnVulkan.Operators;

/// <summary>How an output index maps to a place in the input; ONNX's coordinate_transformation_mode.</summary>
internal enum CoordinateMode
{
    /// <summary>(x + 1/2) / scale - 1/2.</summary>
    HalfPixel,

    /// <summary>As <see cref="HalfPixel"/>, centred where the output's extent was rounded.</summary>
    HalfPixelSymmetric,

    /// <summary>As <see cref="HalfPixel"/>, but 0 where the output has one element.</summary>
    PytorchHalfPixel,

    /// <summary>First on first and last on last element.</summary>
    AlignCorners,

    /// <summary>x / scale.</summary>
    Asymmetric,

    /// <summary>As <see cref="AlignCorners"/>, onto a part of the input; outside the input stands the extrapolation value.</summary>
    TfCropAndResize,

    /// <summary>(x + 1/2) / scale; opset 11 only.</summary>
    TfHalfPixelForNearest,
}
